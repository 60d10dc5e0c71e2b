/// What libFuzzer calls: once before it reads its folder, and then with each input. A panic cannot leave a C function;
/// it ends the program, which libFuzzer sees, and it keeps the input.
#[macro_export]
macro_rules! fuzz {
    ($target:ident, $read:path) => {
        #[unsafe(no_mangle)]
        extern "C" fn LLVMFuzzerInitialize(
            _: *mut std::ffi::c_int,
            _: *mut *mut *mut std::ffi::c_char,
        ) -> std::ffi::c_int {
            $crate::write_seeds($crate::Target::$target);
            0
        }

        #[unsafe(no_mangle)]
        unsafe extern "C" fn LLVMFuzzerTestOneInput(bytes: *const u8, length: usize) -> std::ffi::c_int {
            let input = if length == 0 {
                &[][..]
            } else {
                // SAFETY: libFuzzer lends so many bytes for the time of the call.
                unsafe { std::slice::from_raw_parts(bytes, length) }
            };
            $read(input);
            0
        }
    };
}
