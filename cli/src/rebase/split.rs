//! A type that keeps its name from version to version, of which git would make one of two: theirs becomes `UserV2`, and ours
//! stays `User`.

use quote::ToTokens as _;
use syn::Item;

use crate::edit::Edits;
use crate::new::{number_of, numbered, uses_of};
use crate::source::{SourceFile, TypeItem, Words};

/// Both sides' next version of one type.
#[derive(Debug)]
pub(super) struct Held {
    /// What stands for it while the rest is merged.
    mark: String,
    /// Theirs, under a name of its own.
    pub(super) theirs: String,
    ours: String,
    indent: String,
}

/// A version in a text.
struct Found {
    /// Its module and its name.
    path: Vec<String>,
    from: Option<String>,
    range: std::ops::Range<usize>,
    text: String,
    /// Under the name after that of the version before.
    numbered: Option<String>,
    indent: String,
}

/// Takes the types out of theirs and ours that both of them started a version of under one name; `[theirs, before, ours]`.
pub(super) fn set_apart(sides: [&str; 3]) -> ([String; 3], Vec<Held>) {
    let [their, old, own] = sides.map(versions);
    let mut held = Vec::new();
    let [mut in_theirs, mut in_ours] = [Edits::default(), Edits::default()];
    for theirs in &their {
        let is_it = |other: &&Found| other.path == theirs.path;
        let Some(ours) = own.iter().find(is_it) else { continue };
        let before = old.iter().find(is_it);
        let started = |now: &Found| {
            now.from.is_some() && before.is_some_and(|before| before.from != now.from)
        };
        let (Some(text), true) = (&theirs.numbered, started(theirs) && started(ours)) else {
            continue;
        };
        if theirs.text == ours.text {
            continue;
        }
        let mark = format!("struct __HeirloomHeld{};", held.len());
        in_theirs.replace(theirs.range.clone(), mark.clone());
        in_ours.replace(ours.range.clone(), mark.clone());
        let (theirs, ours, indent) = (text.clone(), ours.text.clone(), theirs.indent.clone());
        held.push(Held { mark, theirs, ours, indent });
    }
    let [theirs, before, ours] = sides;
    ([in_theirs.apply(theirs), before.to_owned(), in_ours.apply(ours)], held)
}

/// Puts both versions where the one was.
pub(super) fn put_back(text: &str, held: &[Held]) -> String {
    held.iter().fold(text.to_owned(), |text, Held { mark, theirs, ours, indent }| {
        text.replacen(mark, &format!("{theirs}\n\n{indent}{ours}"), 1)
    })
}

fn versions(text: &str) -> Vec<Found> {
    let Ok((file, syntax)) = SourceFile::parse(std::path::Path::new(""), text.to_owned()) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    collect(&file, &syntax.items, &[], &mut found);
    found
}

fn collect(file: &SourceFile, items: &[Item], module: &[String], found: &mut Vec<Found>) {
    for item in items {
        if let Item::Mod(inner) = item
            && let Some((_, items)) = &inner.content
        {
            let name = inner.ident.to_string();
            // There the module has the number.
            if number_of(&name).is_none() {
                collect(file, items, &[module, &[name]].concat(), found);
            }
        }
        let Some(kind) = TypeItem::of(item).filter(|kind| kind.has_derive("Migrate")) else {
            continue;
        };
        let name = kind.ident.to_string();
        if numbered(&name, 0).is_some() {
            continue;
        }
        let from = Words::of(kind.attrs, file).from();
        let range = file.range(item);
        let next =
            from.as_ref().and_then(|from| next_name(&from.segments.last()?.ident.to_string()));
        let numbered = next.map(|next| {
            let mut edits = Edits::default();
            for span in uses_of(item.to_token_stream(), &name) {
                edits.replace(file.range_of(span), next.clone());
            }
            edits.apply_to_part(&file.text, range.clone())
        });
        found.push(Found {
            path: [module, &[name]].concat(),
            from: from.map(|from| from.to_token_stream().to_string()),
            text: file.slice(range.clone()).to_owned(),
            indent: file.indent(range.start).to_owned(),
            numbered,
            range,
        });
    }
}

/// `UserV1` → `UserV2`
fn next_name(name: &str) -> Option<String> {
    let base = numbered(name, 0)?;
    let number: u32 = name[base.len()..].parse().ok()?;
    Some(format!("{base}{}", number.checked_add(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn theirs_gets_the_next_name_and_ours_keeps_its_own() {
        let old = "#[derive(Migrate)]\n#[migrate(entity = \"a\", version = 1)]\nstruct A(u8);\n";
        let side = |of: &str| {
            format!(
                "{}\n#[derive(Migrate)]\n#[migrate(from = AV1)]\nstruct A({of});\n",
                old.replace("A(", "AV1(")
            )
        };
        let (texts, held) = set_apart([&side("u16"), old, &side("Box<A>")]);
        assert_eq!((&texts[0], &*texts[1]), (&texts[2], old));
        let back = put_back(&texts[0], &held);
        assert!(back.contains("struct AV2(u16);\n\n#[derive(Migrate)]\n#[migrate(from = AV1)]\nstruct A(Box<A>);\n"), "{back}");
        // One draft that both edit is no fork.
        assert!(set_apart([&side("u16"), &side("u8"), &side("u32")]).1.is_empty());
    }
}
