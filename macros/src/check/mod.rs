//! Rules that need more than one node, in the order in which they are reported.

mod fields;
mod record;
mod shape;
mod variants;
mod version;
mod words;

use crate::diag::Diagnostics;
use crate::model::{self, Body};
use crate::parse::Item;

pub(crate) use shape::shape;
pub(crate) use version::version;

/// What must hold for the first version.
pub(crate) fn first(item: &Item, diag: &mut Diagnostics) {
    version::key(item, None, diag);
}

/// What must hold between two versions.
pub(crate) fn step(step: &model::Step<'_>, diag: &mut Diagnostics) {
    version::order(step, diag);
    version::entity(step, diag);
    version::relayout(step, diag);
    record::record(step.new, diag);
    version::key(step.new, Some(step.old), diag);
    if !matches!(step.body, Body::Whole(..))
        && let Some(word) = step.new.words.loss.word()
    {
        diag.error(
            word,
            format_args!(
                "`{word}` on a type is about `up` and `down` of the whole record\n\
                 help: write it where something is lost: in `drop(…)`, in `split(…)`, on a field or on a variant"
            ),
        );
    }
    match &step.body {
        Body::Whole(..) => version::whole(step.new, diag),
        Body::Struct(map) => fields::accounted(map, diag),
        Body::Enum(map) => variants::accounted(map, step, diag),
    }
}
