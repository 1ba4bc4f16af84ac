//! What a step that needs more than the record cannot say.

use crate::diag::Diagnostics;
use crate::parse::Item;

/// A shortcut would go past what the step fetches, emits, joins or removes.
pub(super) fn record(item: &Item, diag: &mut Diagnostics) {
    let Some(word) = item.words.record_words().next() else { return };
    for shortcut in &item.words.shortcuts {
        diag.error(
            &shortcut.word,
            format_args!(
                "a `shortcut` would go past the step that says `{word}`\nhelp: remove it; every record takes this step in a bulk run"
            ),
        );
    }
}
