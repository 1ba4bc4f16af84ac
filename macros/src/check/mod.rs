//! Rules that need more than one node, in the order in which they are reported.

mod fields;
mod variants;
mod version;

use crate::diag::Diagnostics;
use crate::model::{self, Body};

pub(crate) use version::version;

/// What must hold between two versions.
pub(crate) fn step(step: &model::Step<'_>, diag: &mut Diagnostics) {
    version::order(step, diag);
    version::entity(step, diag);
    match &step.body {
        Body::Whole(..) => {}
        Body::Struct(map) => fields::accounted(map, diag),
        Body::Enum(map) => variants::accounted(map, step, diag),
    }
}
