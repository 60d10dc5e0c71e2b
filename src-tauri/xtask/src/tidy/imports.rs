use crate::tree::Source;

/// The page's rooms and whose rooms each may import from (by start of the path below `ui/src/`).
#[rustfmt::skip]
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("lib/",        &["lib/", "bindings"]),
    ("components/", &["components/", "lib/format", "lib/text", "bindings"]),
    // What several features ask in the same words: it knows the console, no feature.
    ("dialogs/",    &["dialogs/", "components/", "lib/", "bindings"]),
    ("features/",   &["dialogs/", "components/", "lib/", "bindings"]),
    ("bindings/",   &["bindings"]),
    ("styles/",     &[]),
];

/// The one file that talks to the program.
const BORDER: &str = "ui/src/lib/backend/tauri.ts";

/// Imports of the page that go where they must not.
pub(super) fn findings(sources: &[Source]) -> Vec<String> {
    let page = sources
        .iter()
        .filter(|source| source.path.starts_with("ui/src/") && matches!(source.ending(), "ts" | "svelte"));
    page.flat_map(of_file).collect()
}

fn of_file(source: &Source) -> Vec<String> {
    let targets = imported(&source.text).into_iter().filter(|target| !allowed(&source.path, target));
    targets.map(|target| format!("{}: may not import {target}", source.path)).collect()
}

/// What a file imports: every quoted word after `from`, `import` or `import(`.
fn imported(text: &str) -> Vec<&str> {
    let starts = ["from '", "from \"", "import '", "import \"", "import('", "import(\"", "import(`"];
    let mut found = Vec::new();
    for line in text.lines() {
        for start in starts {
            for (at, _) in line.match_indices(start) {
                let rest = line.get(at + start.len()..).unwrap_or_default();
                found.extend(rest.split(['\'', '"', '`']).next());
            }
        }
    }
    found
}

fn allowed(importer: &str, target: &str) -> bool {
    if target.starts_with("@tauri-apps/") {
        return importer == BORDER;
    }
    let Some(target) = below_src(importer, target) else { return true };
    let importer = importer.strip_prefix("ui/src/").unwrap_or(importer);
    let Some((room, rooms)) = MAY_IMPORT.iter().find(|(room, _)| importer.starts_with(room)) else { return true };
    let same_feature = *room == "features/" && feature(importer).is_some() && feature(importer) == feature(&target);
    same_feature || rooms.iter().any(|room| target.starts_with(room))
}

/// Name of the feature that a path below `ui/src/` belongs to.
fn feature(path: &str) -> Option<&str> {
    path.strip_prefix("features/")?.split('/').next()
}

/// The imported path below `ui/src/`; none for packages. Aliases are `$lib/…`, `$components/…` and so on, or `$/…`.
fn below_src(importer: &str, target: &str) -> Option<String> {
    if let Some(alias) = target.strip_prefix('$') {
        return Some(alias.trim_start_matches('/').to_owned());
    }
    if !target.starts_with('.') {
        return None;
    }
    let mut parts: Vec<&str> = importer.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/").strip_prefix("ui/src/").map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_import_across_the_rooms_is_found() {
        let rows = [
            ("lib/backend/tauri.ts", "import { invoke } from '@tauri-apps/api/core'", false),
            ("lib/backend/port.ts", "import { invoke } from '@tauri-apps/api/core'", true),
            ("features/export/Export.svelte", "  import X from '../import/X.svelte'", true),
            ("features/export/Export.svelte", "  import X from './X.svelte'", false),
            ("features/export/steps/A.svelte", "import X from '$features/home/X.svelte'", true),
            ("features/export/steps/A.svelte", "import X from '../Y.svelte'", false),
            ("features/export/Export.svelte", "const later = () => import('../home/Home.svelte')", true),
            ("components/Table.svelte", "import { port } from '../lib/backend/port'", true),
            ("components/Table.svelte", "import { date } from '$lib/format/date'", false),
            ("components/Table.svelte", "import S from '../dialogs/SaveQuestion.svelte'", true),
            ("dialogs/SaveQuestion.svelte", "import { Flow } from '../lib/console/flow.svelte'", false),
            ("dialogs/SaveQuestion.svelte", "import H from '../features/home/HomePage.svelte'", true),
            ("features/home/Home.svelte", "import S from '../../dialogs/SaveQuestion.svelte'", false),
            ("lib/text/en.ts", "import X from '../../components/Table.svelte'", true),
            ("app/App.svelte", "const home = () => import('../features/home/Home.svelte')", false),
            ("features/home/Home.svelte", "import { Dialog } from 'bits-ui'", false),
        ];
        for (path, text, bad) in rows {
            let source = Source::new(&format!("ui/src/{path}"), text);
            assert_eq!(!findings(&[source]).is_empty(), bad, "{path}: {text}");
        }
    }
}
