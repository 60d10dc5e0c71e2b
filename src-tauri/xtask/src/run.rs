use crate::{Done, desktop, page, process, program, setup};

/// Sets up, builds and opens the console. The first start is wanted soon, so the quick profile is the default;
/// `--release` builds what would be shipped.
pub(crate) fn run(options: &[&str]) -> Done {
    let release = match options {
        [] => false,
        ["--release"] => true,
        _ => return Err(format!("`run` knows --release only, not: {}", options.join(" "))),
    };
    if !has_display() {
        println!(
            "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set): the console cannot open a window."
        );
        println!("The tour runs under a virtual display instead; its pictures land under target/tour/.");
        return setup::setup(setup::EVERYTHING).and_then(|()| desktop::tour());
    }
    setup::setup(&[setup::Group::Build])?;
    page::build()?;
    let console = program::console(release)?;
    process::run(&mut process::command(console, &[]))
}

fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}
