//! Copies of something that was made once, with other words of the same length in the same places: to make a million of
//! it would measure the making.

/// Where `wanted` stands.
pub fn places(bytes: &[u8], wanted: &[u8]) -> Vec<usize> {
    let found = bytes.windows(wanted.len()).enumerate().filter(|(_, window)| *window == wanted);
    found.map(|(at, _)| at).collect()
}

/// Puts `part` at each of the places.
pub fn put(bytes: &mut [u8], places: &[usize], part: &[u8]) {
    for at in places {
        bytes[*at..*at + part.len()].copy_from_slice(part);
    }
}
