//! The files of the checkout as git sees them: what is committed and what is about to be.

use crate::{Done, process};

/// A text file: path from the root with `/`, and content.
pub(crate) struct Source {
    pub(crate) path: String,
    pub(crate) text: String,
}

impl Source {
    #[cfg(test)]
    pub(crate) fn new(path: &str, text: &str) -> Self {
        Self { path: path.into(), text: text.into() }
    }

    /// The part of the path after the last dot.
    pub(crate) fn ending(&self) -> &str {
        self.path.rsplit_once('.').map_or("", |(_, ending)| ending)
    }
}

/// Every text file that is tracked, or would be by `git add`. Bytes that are not text are left out.
pub(crate) fn sources() -> Done<Vec<Source>> {
    let list = process::output(&mut process::command(
        "git",
        &["ls-files", "-z", "--cached", "--others", "--exclude-standard"],
    ))?;
    let root = process::root();
    let read =
        |path: &str| std::fs::read_to_string(root.join(path)).ok().map(|text| Source { path: path.to_owned(), text });
    Ok(list.split('\0').filter(|path| !path.is_empty()).filter_map(read).collect())
}
