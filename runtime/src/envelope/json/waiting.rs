//! Records whose chain has a step that needs more than the record: opened as far as that step, and brought on from it.

use crate::chain::{
    self, Assisted, Carried, Made, Migrate as _, OldOf, Outcome, Payload, Reach as _, ReadError,
    StepOf, StepWith, Waiting,
};
use crate::envelope::json::beside;
use crate::envelope::json::read::{Beside, Reach, open_by};
use crate::envelope::{OpenError, OpenErrorKind, Versioned};
use crate::version::Version;

/// Opens a record of any version up to that step; its carry and key where the carry has a column.
pub(crate) fn open_waiting<T: Assisted>(
    text: &str,
    column: Option<(Option<&str>, &str)>,
) -> Result<Waiting<Versioned<T>, Versioned<OldOf<T>>>, OpenError> {
    let mut beside = beside::<T>(column)?;
    let value = open_by::<T, ToStep>(text, &mut beside)?;
    let Beside { stored, carry, .. } = beside;
    Ok(match value {
        Waiting::Ready(value) => Waiting::Ready(Versioned::from_record(value, stored, carry)),
        Waiting::At(old) => Waiting::At(Versioned::from_record(old, stored, carry)),
    })
}

/// Takes that step, and goes on from it.
pub(crate) fn take_step<T: Assisted>(
    old: Versioned<OldOf<T>>,
    context: &<StepOf<T> as StepWith>::Context,
    joined: Option<<StepOf<T> as StepWith>::Joined>,
) -> Result<Made<Versioned<T>, <StepOf<T> as StepWith>::Emitted>, OpenError> {
    let stored = old.stored().unwrap_or(OldOf::<T>::VERSION);
    let (old, carry) = old.into_parts();
    let step = || {
        let Made { outcome, emitted } = chain::upgrade_with::<StepOf<T>>(old, context, joined)?;
        let outcome = match outcome {
            Outcome::Value(value) => {
                let record = Versioned::from_record(value, stored, carry);
                Outcome::Value(record.walk(T::Link::go_on)?)
            }
            Outcome::Remove { reason } => Outcome::Remove { reason },
        };
        Ok(Made { outcome, emitted })
    };
    step().map_err(|error| OpenError::new::<T>(Some(stored), OpenErrorKind::Step(error)))
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
