//! Steps that need more than the record are functions: no field says what is fetched, or put beside it.

use syn::Path;

use crate::diag::Diagnostics;
use crate::model::path_text;
use crate::names::unraw;
use crate::parse::Item;

/// Whether the type has functions if it says `context`, `emit`, `join` or `may_remove`; else that is reported.
pub(super) fn has_functions(new: &Item, old_path: &Path, diag: &mut Diagnostics) -> bool {
    let words = &new.words;
    let Some(word) = words.record_words().next() else { return true };
    // A `relayout` says that nothing changes at all: that is the mistake then, and it is reported as one.
    if words.functions.word().is_some() || words.relayout.is_set() {
        return true;
    }
    if !words.broken {
        let (up, down) = signatures(new, old_path);
        let back = if words.one_way.is_set() {
            String::new()
        } else {
            format!("\nhelp: and `down = g`, with `{down}`; or `one_way = \"why\"`")
        };
        diag.error(
            word,
            format_args!(
                "`{word}` needs a function that makes the new value\nhelp: add `up = f`, with `{up}`{back}"
            ),
        );
    }
    false
}

/// The functions that the words ask for, as the user would write them.
fn signatures(new: &Item, old_path: &Path) -> (String, String) {
    let words = &new.words;
    let (old, name) = (path_text(old_path), unraw(new.ident()));
    let context = words.context.value().map(|ty| format!(", &{}", type_text(ty)));
    let joined = words.join.value().map(|path| format!("Option<{}>", path_text(path)));
    let emitted = words.emit.value().map(|path| format!("Vec<{}>", path_text(path)));
    let outcome = if words.may_remove.is_set() { format!("Outcome<{name}>") } else { name.clone() };
    let given = joined.as_ref().map(|joined| format!(", {joined}"));
    let made = beside(outcome, emitted.as_ref());
    let up = format!(
        "fn f({old}{}{}) -> {made}",
        context.unwrap_or_default(),
        given.unwrap_or_default()
    );
    let taken = emitted.map(|emitted| format!(", {emitted}")).unwrap_or_default();
    let down = format!("fn g({name}{taken}) -> {}", beside(old, joined.as_ref()));
    (up, down)
}

fn beside(value: String, other: Option<&String>) -> String {
    match other {
        Some(other) => format!("({value}, {other})"),
        None => value,
    }
}

fn type_text(ty: &syn::Type) -> String {
    match ty {
        syn::Type::Path(path) => path_text(&path.path),
        _ => "_".to_owned(),
    }
}
