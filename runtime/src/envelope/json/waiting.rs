//! Records whose chain has a step that needs more than the record: opened as far as that step, and brought on from it.

use crate::chain::{
    self, Assisted, Carried, OldOf, Payload, Reach as _, ReadError, StepError, StepOf, Waiting,
};
use crate::envelope::json::carry_text;
use crate::envelope::json::read::{Beside, Reach, open_by};
use crate::envelope::{OpenError, Versioned};
use crate::version::Version;

/// Opens a record of any version up to that step; its carry and key where the carry has a column.
pub(crate) fn open_waiting<T: Assisted>(
    text: &str,
    column: Option<(Option<&str>, &str)>,
) -> Result<Waiting<Versioned<T>, Versioned<OldOf<T>>>, OpenError> {
    let mut beside = match column {
        None => Beside::wanted(),
        Some((carry, key)) => Beside::in_column(carry.map(carry_text::<T>).transpose()?, key),
    };
    let value = open_by::<T, ToStep>(text, &mut beside)?;
    let Beside { stored, carry, .. } = beside;
    Ok(match value {
        Waiting::Ready(value) => Waiting::Ready(Versioned::from_record(value, stored, carry)),
        Waiting::At(old) => Waiting::At(Versioned::from_record(old, stored, carry)),
    })
}

/// Brings a record on from that step.
pub(crate) fn go_on<T: Assisted>(record: Versioned<StepOf<T>>) -> Result<Versioned<T>, StepError> {
    record.walk(T::Link::go_on)
}

/// As far as the step that needs more.
struct ToStep;

impl<T: Assisted> Reach<T> for ToStep {
    type Value = Waiting<T, OldOf<T>>;

    fn read<P: Payload>(
        version: Version,
        payload: P,
        carried: &mut Carried,
    ) -> Result<Self::Value, ReadError<P::Error>> {
        chain::waiting_at(version, payload, carried)
    }
}
