//! A Cargo.toml that depends on heirloom.

use std::fs;
use std::path::Path;

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, TableLike, Value, value};

use crate::error::{Problem, Result};

/// What a dependency says of where it comes from.
const SOURCE: &[&str] =
    &["version", "path", "git", "branch", "tag", "rev", "registry", "package", "workspace"];

/// The manifest with heirloom in it, and for tests with its feature `testing`; `None` if it says so already.
///
/// # Errors
///
/// When it cannot be read.
pub(super) fn with_heirloom(path: &Path, testing: bool) -> Result<Option<String>> {
    let text = fs::read_to_string(path)
        .map_err(|source| Problem::Read { path: path.to_owned(), source })?;
    let toml = |source| Problem::Toml { path: path.to_owned(), source };
    Ok(edited(&text, testing).map_err(toml)?)
}

fn edited(text: &str, testing: bool) -> std::result::Result<Option<String>, toml_edit::TomlError> {
    let mut document: DocumentMut = text.parse()?;
    let mut changed = false;
    let dependencies = section(&mut document, "dependencies");
    if let Some(dependencies) = dependencies
        && !dependencies.contains_key("heirloom")
    {
        dependencies.insert("heirloom", value(short_version()));
        changed = true;
    }
    let own = document.get("dependencies").and_then(|it| it.get("heirloom")).cloned();
    if testing && !own.as_ref().is_some_and(has_testing) {
        let source = own.as_ref().map(source).unwrap_or_default();
        if let Some(dependencies) = section(&mut document, "dev-dependencies") {
            match dependencies.get_mut("heirloom") {
                Some(there) if has_testing(there) => {}
                Some(there) => {
                    add_testing(there);
                    changed = true;
                }
                None => {
                    let mut table = source;
                    table.insert("features", Value::Array(Array::from_iter(["testing"])));
                    dependencies.insert("heirloom", value(table));
                    changed = true;
                }
            }
        }
    }
    Ok(changed.then(|| document.to_string()))
}

fn section<'a>(document: &'a mut DocumentMut, name: &str) -> Option<&'a mut dyn TableLike> {
    let item = document.entry(name).or_insert_with(|| Item::Table(Table::new()));
    item.as_table_like_mut()
}

/// `0.1` of `0.1.0`
fn short_version() -> &'static str {
    let version = env!("CARGO_PKG_VERSION");
    version.rsplit_once('.').map_or(version, |(short, _)| short)
}

fn source(dependency: &Item) -> InlineTable {
    let mut table = InlineTable::new();
    if let Some(version) = dependency.as_str() {
        table.insert("version", version.into());
    }
    if let Some(from) = dependency.as_table_like() {
        for key in SOURCE {
            if let Some(known) = from.get(key).and_then(Item::as_value) {
                table.insert(*key, known.clone().decorated("", ""));
            }
        }
    }
    table.fmt();
    table
}

fn has_testing(dependency: &Item) -> bool {
    let features = dependency.get("features").and_then(Item::as_array);
    features.is_some_and(|features| features.iter().any(|it| it.as_str() == Some("testing")))
}

fn add_testing(dependency: &mut Item) {
    if dependency.is_str() {
        *dependency = value(source(dependency));
    }
    if let Some(table) = dependency.as_table_like_mut() {
        match table.get_mut("features").and_then(Item::as_array_mut) {
            Some(features) => features.push("testing"),
            None => {
                table.insert("features", value(Array::from_iter(["testing"])));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<String> {
        edited(text, true).unwrap()
    }

    #[test]
    fn nothing_else_moves() {
        let text = "[package]\nname = \"a\" # mine\n\n[dependencies]\nserde = \"1\"\n\n[features]\nx = []\n";
        let new = of(text).unwrap();
        assert_eq!(
            new,
            "[package]\nname = \"a\" # mine\n\n[dependencies]\nserde = \"1\"\nheirloom = \"0.1\"\n\n[features]\nx = []\n\n\
             [dev-dependencies]\nheirloom = { version = \"0.1\", features = [\"testing\"] }\n"
        );
        assert_eq!(of(&new), None);
    }

    #[test]
    fn the_tests_use_the_same_heirloom() {
        let new = of("[dependencies]\nheirloom = { path = \"../h\", features = [\"schema\"] }\n")
            .unwrap();
        assert!(
            new.ends_with(
                "[dev-dependencies]\nheirloom = { path = \"../h\", features = [\"testing\"] }\n"
            ),
            "{new}"
        );
        let new = of("[dependencies.heirloom]\nworkspace = true\n[dev-dependencies]\nheirloom.workspace = true\n").unwrap();
        assert!(new.contains("heirloom.features = [\"testing\"]"), "{new}");
        let new =
            of("dependencies = { heirloom = \"0.1\" }\n[dev-dependencies]\nheirloom = \"0.1\"\n")
                .unwrap();
        assert!(
            new.contains("heirloom = { version = \"0.1\", features = [\"testing\"] }"),
            "{new}"
        );
        assert!(edited("[", true).is_err());
        assert_eq!(edited("[dependencies]\nheirloom = \"0.1\"\n", false).unwrap(), None);
    }
}
