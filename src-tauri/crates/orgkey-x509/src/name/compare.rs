use super::{Name, Part, text};

/// Kind and prepared value of each attribute; the attributes of one relative name in a fixed order, since a SET has
/// none. None where a value is no string that can be read.
pub(super) fn canonical(name: &Name) -> Option<Vec<Vec<(Vec<u8>, String)>>> {
    let relative = |parts: Vec<Part<'_>>| {
        let mut attributes: Vec<_> = parts.iter().map(attribute).collect::<Option<_>>()?;
        attributes.sort();
        Some(attributes)
    };
    name.parts().into_iter().map(relative).collect()
}

fn attribute(part: &Part<'_>) -> Option<(Vec<u8>, String)> {
    let value = text::decoded(part.tag, part.value)?;
    let words: Vec<String> = value.split_whitespace().map(str::to_lowercase).collect();
    Some((part.kind.to_vec(), words.join(" ")))
}
