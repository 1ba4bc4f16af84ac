//! What a type that derives `Shape` alone can say.

use crate::check::version::all_words;
use crate::diag::Diagnostics;
use crate::parse::Item;

/// No words of a version: it is none.
pub(crate) fn shape(item: &Item, diag: &mut Diagnostics) {
    for word in all_words(item) {
        diag.error(
            word,
            format_args!(
                "`{word}` describes a version, and `{}` only has a shape\nhelp: derive `Migrate` instead of `Shape`, or remove it",
                item.ident()
            ),
        );
    }
}
