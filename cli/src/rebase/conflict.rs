//! Source in which git left markers: where each side only added items, both stay, theirs first.

use std::fs;
use std::path::{Path, PathBuf};

use quote::ToTokens as _;
use syn::Item;

use crate::error::{Problem, Result};
use crate::git;
use crate::new::number_of;
use crate::rebase::sides::Sides;
use crate::rebase::split::{put_back, set_apart};
use crate::source::SourceFile;

/// What a file is without its markers.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Resolved {
    /// It has none any more.
    Clean,
    /// It is whole again.
    Whole(Whole),
    /// A person has to look.
    Marked,
}

/// A file with both sides in it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Whole {
    /// Its text, and those of other files that it takes.
    pub(super) texts: Vec<(PathBuf, String)>,
    /// Versions of theirs that have another name now.
    pub(super) theirs: Vec<String>,
}

/// A part of a merged file.
#[derive(Debug)]
enum Part<'a> {
    Plain(Vec<&'a str>),
    /// What stands on one side, before, and on the other.
    Hunk([Vec<&'a str>; 3]),
}

/// Takes git's markers out of a file, if nobody has worked on it yet.
///
/// # Errors
///
/// When nothing can be written to git's folder.
pub(super) fn resolve(folder: &Path, name: &str, sides: &Sides) -> Result<Resolved> {
    let path = folder.join(name);
    // It may have been removed on one side.
    let Ok(text) = fs::read_to_string(&path) else { return Ok(Resolved::Marked) };
    if !text.lines().any(is_marker) {
        return Ok(Resolved::Clean);
    }
    let side = |stage: u8| git::file(folder, &format!(":{stage}"), name);
    let (Some(head), Some(other)) = (side(2), side(3)) else { return Ok(Resolved::Marked) };
    let before = side(1);
    let (theirs, ours) = if sides.stage == 2 { (&head, &other) } else { (&other, &head) };
    // Whoever began to resolve it goes on with that.
    let merged = merge(folder, [&head, before.as_deref().unwrap_or_default(), &other])
        .map_err(|source| Problem::Read { path: path.clone(), source })?;
    if !merged.iter().any(|style| without_names(style) == without_names(&text)) {
        return Ok(Resolved::Marked);
    }
    let Some(before) = before else {
        let texts = apart(folder, name, theirs, ours);
        return Ok(texts.map_or(Resolved::Marked, |texts| {
            Resolved::Whole(Whole { texts, theirs: Vec::new() })
        }));
    };
    let whole = whole(folder, path, [theirs, &before, ours])?;
    Ok(whole.map_or(Resolved::Marked, |(whole, _)| Resolved::Whole(whole)))
}

/// A file that git has merged without a conflict, and made one version of two.
///
/// # Errors
///
/// When nothing can be written to git's folder.
pub(super) fn resolve_clean(
    folder: &Path,
    name: &str,
    sides: &Sides,
    base: &str,
) -> Result<Option<Whole>> {
    let path = folder.join(name);
    let Some(ours) = &sides.ours else { return Ok(None) };
    let side = |revision: &str| git::file(folder, revision, name);
    let (Some(theirs), Some(before), Some(ours)) = (side(&sides.theirs), side(base), side(ours))
    else {
        return Ok(None);
    };
    let merged = merge(folder, [&theirs, &before, &ours])
        .map_err(|source| Problem::Read { path: path.clone(), source })?;
    if fs::read_to_string(&path).ok().as_ref() != merged.first() {
        return Ok(None);
    }
    let whole = whole(folder, path, [&theirs, &before, &ours])?;
    Ok(whole.filter(|(_, split)| *split).map(|(whole, _)| whole))
}

/// Both sides in one text, if each only added items or started a version; and whether a type was split. `[theirs, before, ours]`.
fn whole(folder: &Path, path: PathBuf, sides: [&str; 3]) -> Result<Option<(Whole, bool)>> {
    let (texts, held) = set_apart(sides);
    let merged = merge(folder, [&texts[0], &texts[1], &texts[2]])
        .map_err(|source| Problem::Read { path: path.clone(), source })?;
    let text = merged.first().and_then(|shown| together(shown)).map(|text| put_back(&text, &held));
    let text = text.filter(|text| syn::parse_file(text).is_ok());
    let theirs: Vec<String> = held.into_iter().map(|held| held.theirs).collect();
    let split = !theirs.is_empty();
    Ok(text.map(|text| (Whole { texts: vec![(path, text)], theirs }, split)))
}

/// `v3.rs` of both sides: ours becomes `v4.rs`, with a line in the module around it.
fn apart(folder: &Path, name: &str, theirs: &str, ours: &str) -> Option<Vec<(PathBuf, String)>> {
    let path = folder.join(name);
    let parent = path.parent()?;
    let number = number_of(path.file_stem()?.to_str()?)?;
    let next = number.checked_add(1)?;
    let free = |path: &Path| !path.exists();
    // One more of either side would have to move as well.
    let (new, dir) = (parent.join(format!("v{next}.rs")), parent.join(format!("v{next}")));
    if !free(&new) || !free(&dir) {
        return None;
    }
    let around = [
        parent.join("mod.rs"),
        parent.with_extension("rs"),
        parent.join("lib.rs"),
        parent.join("main.rs"),
    ];
    let (around, (source, syntax)) =
        around.iter().find_map(|path| Some((path, SourceFile::read(path).ok()?)))?;
    let declared = syntax.items.iter().find_map(|item| match item {
        Item::Mod(item) if item.ident == format!("v{number}") && item.content.is_none() => {
            Some(item)
        }
        _ => None,
    })?;
    let range = source.range(declared);
    let vis = source.slice(source.range(&declared.vis));
    let vis = if matches!(declared.vis, syn::Visibility::Inherited) { "" } else { vis };
    let gap = if vis.is_empty() { "" } else { " " };
    let end = source.line_end(range.end);
    let line = format!("\n{}{vis}{gap}mod v{next};", source.indent(range.start));
    let text = format!("{}{line}{}", &source.text[..end], &source.text[end..]);
    let version = |number: u32| format!("//! Version {number}.");
    let ours = ours.replacen(&version(number), &version(next), 1);
    Some(vec![(path, theirs.to_owned()), (new, ours), (around.clone(), text)])
}

/// The merge as git writes it, in each of its styles; the one that shows all of what was there before comes first.
fn merge(folder: &Path, sides: [&str; 3]) -> std::io::Result<Vec<String>> {
    // Where git keeps what is nobody else's.
    let scratch = git::git(folder, &["rev-parse", "--git-path", "heirloom-merge"]);
    let folder = folder.join(scratch.map_err(std::io::Error::other)?.trim());
    fs::create_dir_all(&folder)?;
    let written = sides
        .iter()
        .zip(["a", "b", "c"])
        .try_for_each(|(text, name)| fs::write(folder.join(name), text));
    let styles = ["--diff3", "--zdiff3", "--"].iter().filter_map(|style| {
        let mut arguments = vec!["merge-file", "-p", *style, "a", "b", "c"];
        if *style == "--" {
            arguments.remove(2);
        }
        // It ends with the number of conflicts.
        let output =
            std::process::Command::new("git").args(arguments).current_dir(&folder).output();
        output.ok().map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
    });
    let styles = styles.collect();
    // A leftover is replaced the next time.
    let _ = fs::remove_dir_all(&folder);
    written.map(|()| styles)
}

/// A file with the items of both sides, if that is all that they have changed; it has to show what was there before, theirs first.
fn together(text: &str) -> Option<String> {
    let mut out = String::new();
    for part in parts(text)? {
        match part {
            Part::Plain(lines) => out.extend(lines),
            Part::Hunk([theirs, before, ours]) => {
                out.push_str(&hunk(&theirs.concat(), &before.concat(), &ours.concat())?);
            }
        }
    }
    Some(out)
}

/// Theirs, with the items that only ours has put before the ones that both have.
fn hunk(theirs: &str, before: &str, ours: &str) -> Option<String> {
    let [their, old, own] = [theirs, before, ours].map(items);
    let (their, old, own) = (their?, old?, own?);
    let has =
        |all: &[(String, String)], item: &(String, String)| all.iter().any(|it| it.0 == item.0);
    // What one side has taken away and the other has left is for a person.
    if old.iter().any(|item| has(&their, item) || has(&own, item)) {
        return None;
    }
    let new = own.iter().filter(|item| !has(&their, item));
    let new: Vec<&str> = new.map(|(_, text)| text.as_str()).collect();
    let common = their.iter().position(|item| has(&own, item)).unwrap_or(their.len());
    let texts = their.iter().map(|(_, text)| text.as_str());
    let (first, last) = (texts.clone().take(common), texts.skip(common));
    let mut out: Vec<&str> = first.collect();
    out.extend(new);
    let ends = if theirs.ends_with("\n\n") { "\n\n" } else { "\n" };
    let head = out.join("\n\n");
    let tail = last.collect::<Vec<_>>().join("\n");
    let gap = if tail.is_empty() || head.is_empty() { "" } else { "\n\n" };
    let starts = if theirs.starts_with('\n') { "\n" } else { "" };
    Some(format!("{starts}{head}{gap}{tail}{ends}"))
}

/// Items as tokens, which do not care for blanks, and as text.
fn items(text: &str) -> Option<Vec<(String, String)>> {
    let parsed = syn::parse_file(text).ok()?;
    if !parsed.attrs.is_empty() {
        return None;
    }
    let (source, parsed) = SourceFile::parse(Path::new(""), text.to_owned())
        .ok()
        .map(|(source, _)| (source, parsed))?;
    let item = |item: &Item| {
        let range = source.range(item);
        let start = source.line_start(range.start);
        (item.to_token_stream().to_string(), source.slice(start..range.end).to_owned())
    };
    Some(parsed.items.iter().map(item).collect())
}

fn parts(text: &str) -> Option<Vec<Part<'_>>> {
    let mut parts = Vec::new();
    let mut lines = text.split_inclusive('\n').peekable();
    while lines.peek().is_some() {
        let mut until = |marker: &str| {
            let mut taken = Vec::new();
            for line in lines.by_ref() {
                if is_marker(line) {
                    return (taken, line.starts_with(marker));
                }
                taken.push(line);
            }
            (taken, false)
        };
        let (plain, hunk) = until("<<<<<<<");
        parts.push(Part::Plain(plain));
        if hunk {
            let [one, before, other] = ["|||||||", "=======", ">>>>>>>"].map(&mut until);
            if !(one.1 && before.1 && other.1) {
                return None;
            }
            parts.push(Part::Hunk([one.0, before.0, other.0]));
        }
    }
    Some(parts)
}

fn is_marker(line: &str) -> bool {
    ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|marker| line.starts_with(marker))
}

/// Markers say which file or commit they are of.
fn without_names(text: &str) -> String {
    let line = |line: &str| if is_marker(line) { line[..7].to_owned() } else { line.to_owned() };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_that_both_sides_added_stay_theirs_first() {
        let text = "a();\n<<<<<<< x\nmod v3 {}\n\nuse v3::A;\n||||||| y\nuse v2::A;\n=======\nmod v3 { b }\n\nuse v3::A;\n>>>>>>> z\n";
        let text = text.replace("{ b }", "{ struct B; }").replace("a();", "fn a() {}");
        assert_eq!(
            together(&text).unwrap(),
            "fn a() {}\nmod v3 {}\n\nmod v3 { struct B; }\n\nuse v3::A;\n"
        );
        assert!(together(&text.replace("{ struct B; }", "{ struct")).is_none());
        // One side has taken it away.
        assert!(hunk("mod b {}\n", "mod a {}\n", "mod a {}\nmod c {}\n").is_none());
    }
}
