//! Derives and words, and the tests.

use std::collections::BTreeMap;
use std::ops::Range;

use syn::{Attribute, Fields, Item};

use crate::adopt::find::TypeId;
use crate::edit::Edits;
use crate::source::{Body, FileId, ModuleId, Sources, TypeItem};

/// How wide rustfmt lets a line be.
const WIDTH: usize = 100;

/// The text of a package, with marks.
pub(super) struct Marks<'a> {
    pub(super) sources: &'a Sources,
    pub(super) edits: BTreeMap<FileId, Edits>,
}

impl Marks<'_> {
    fn edits(&mut self, module: ModuleId) -> &mut Edits {
        self.edits.entry(self.sources.module(module).file).or_default()
    }

    /// Adds a derive to the one that has serde's, and lines behind it.
    pub(super) fn derive(&mut self, (module, item): TypeId, derive: &str, lines: &[String]) {
        let sources = self.sources;
        let file = sources.file_of(module);
        let Some(syntax) = TypeItem::of(&sources.module(module).items[item]) else { return };
        let derives = |attr: &&Attribute| attr.path().is_ident("derive");
        let Some(attr) = syntax.attrs.iter().rfind(derives) else { return };
        let range = file.range(attr);
        let indent = file.indent(range.start).to_owned();
        let text = extended(file.slice(range.clone()), derive, &indent);
        let mut all = text;
        for line in lines {
            all.extend(["\n", &indent, line]);
        }
        let rest = &file.text[range.end..file.line_end(range.end)];
        if !lines.is_empty() && !rest.trim().is_empty() && !rest.trim_start().starts_with("//") {
            let gap = rest.len() - rest.trim_start().len();
            all.extend(["\n", &indent]);
            self.edits(module).replace(range.start..range.end + gap, all);
        } else {
            self.edits(module).replace(range, all);
        }
    }

    /// The name that the derive of `Arbitrary` looks for, in order among what comes from other crates.
    pub(super) fn import_arbitrary(&mut self, module: ModuleId) {
        const LINE: &str = "use heirloom::testing::arbitrary;";
        let sources = self.sources;
        if sources.brings(module, "arbitrary") {
            return;
        }
        let file = sources.file_of(module);
        let items = &sources.module(module).items;
        let uses = items.iter().filter(|item| matches!(item, Item::Use(_)));
        let uses: Vec<Range<usize>> = uses.map(|item| file.range(item)).collect();
        let others =
            || uses.iter().filter(|range| is_of_another_crate(file.slice((*range).clone())));
        let before = others().find(|range| file.slice((*range).clone()) > LINE);
        let (at, lead, tail) = match (before, others().next_back().or(uses.last()), items.first()) {
            (Some(before), ..) => (before.start, "", "\n"),
            (None, Some(last), _) => (file.line_end(last.end), "\n", ""),
            (None, None, Some(first)) => (file.range(first).start, "", "\n\n"),
            (None, None, None) => return,
        };
        let indent = file.indent(at).to_owned();
        let (before, after) =
            if lead.is_empty() { ("", indent.as_str()) } else { (indent.as_str(), "") };
        let text = format!("{lead}{before}#[cfg(test)]\n{indent}{LINE}{tail}{after}");
        self.edits(module).insert(at, text);
    }

    /// The tests of the laws of some types of a module, at its end.
    pub(super) fn tests(&mut self, module: ModuleId, roots: &[TypeId]) {
        let sources = self.sources;
        let (file, inside) = (sources.file_of(module), sources.module(module));
        let (at, indent) = match &inside.body {
            Some(Body::Inline { whole, inside }) => {
                (file.line_start(inside.end), format!("{}    ", file.indent(whole.start)))
            }
            _ => (file.text.len(), String::new()),
        };
        let free = |name: &String| !sources.brings(module, name);
        let others = (2..).map(|number| format!("heirloom_laws_{number}"));
        let name =
            ["heirloom_laws".to_owned()].into_iter().chain(others).find(free).unwrap_or_default();
        let mut lines = vec![
            String::new(),
            "#[cfg(test)]".to_owned(),
            format!("mod {name} {{"),
            "    use super::*;".to_owned(),
            String::new(),
        ];
        for (_, item) in roots {
            let item = &inside.items[*item];
            let Some(syntax) = TypeItem::of(item) else { continue };
            let name = syntax.ident.to_string();
            // The name of a tuple struct is a function too, so its test needs one of its own.
            let has_fields =
                matches!(item, Item::Struct(it) if matches!(it.fields, Fields::Named(_)));
            let is_type_alone = has_fields || matches!(item, Item::Enum(_));
            let test =
                if is_type_alone { String::new() } else { format!("laws_of_{}: ", snake(&name)) };
            lines.push(format!("    heirloom::testing::laws!({test}{name});"));
        }
        lines.push("}".to_owned());
        let lines = lines
            .iter()
            .map(|line| if line.is_empty() { line.clone() } else { format!("{indent}{line}") });
        let text = lines.collect::<Vec<_>>().join("\n") + "\n";
        let gap = if at == 0 || file.text[..at].ends_with('\n') { "" } else { "\n" };
        self.edits(module).insert(at, format!("{gap}{text}"));
    }
}

fn is_of_another_crate(line: &str) -> bool {
    let Some(path) = line.strip_prefix("use ") else { return false };
    let head = path.split([':', ';', ' ']).next().unwrap_or_default();
    !["std", "core", "alloc", "crate", "super", "self"].contains(&head)
}

/// `#[derive(A, B)]` with one more; where the line gets too long, with a line for each.
fn extended(attr: &str, derive: &str, indent: &str) -> String {
    let end = attr.rfind(')').unwrap_or(attr.len());
    let inside = attr[..end].trim_end().trim_end_matches(',');
    let line = format!("{inside}, {derive})]");
    if !attr.contains('\n') && line.len() + indent.len() <= WIDTH {
        return line;
    }
    let names = inside.trim_start_matches("#[derive(").split(',').map(str::trim).chain([derive]);
    let lines = names.flat_map(|name| ["\n", indent, "    ", name, ","]);
    format!("#[derive({}\n{indent})]", lines.collect::<String>())
}

/// `UserProfile` → `user_profile`; a trailing version (`UserV1`) is left out.
pub(super) fn snake(name: &str) -> String {
    let name = name.trim_start_matches("r#");
    let short = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let short = short
        .strip_suffix(['V', 'v'])
        .filter(|short| !short.is_empty() && short.len() + 1 < name.len());
    let mut out = String::new();
    let mut before = ' ';
    for c in short.unwrap_or(name).chars() {
        if c.is_uppercase() && (before.is_lowercase() || before.is_ascii_digit()) {
            out.push('_');
        }
        out.extend(c.to_lowercase());
        before = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_derive_is_extended_as_rustfmt_would() {
        assert_eq!(extended("#[derive(A, B)]", "C", ""), "#[derive(A, B, C)]");
        assert_eq!(
            extended("#[derive(\n    A,\n    B,\n)]", "C", ""),
            "#[derive(\n    A,\n    B,\n    C,\n)]"
        );
        let long = format!("#[derive({})]", ["Serialize"; 8].join(", "));
        assert!(
            extended(&long, "heirloom::Migrate", "").starts_with("#[derive(\n    Serialize,\n")
        );
    }

    #[test]
    fn entities_are_named_after_types() {
        for (name, entity) in [
            ("UserProfile", "user_profile"),
            ("UserV1", "user"),
            ("HTTPLog", "httplog"),
            ("Sha256", "sha256"),
            ("r#Type", "type"),
            ("V1", "v1"),
        ] {
            assert_eq!(snake(name), entity, "{name}");
        }
    }
}
