//! Steps that need more than the record, or make more of it: `context`, `emit`, `join`, `may_remove`.
//!
//! They implement [`StepWith`] instead of [`StepUp`](crate::chain::StepUp), so nothing reads their chain from a record alone.
//! A store that can fetch what they need runs them in bulk (decision note 009).

use crate::chain::{Migrate, Step, StepError};

/// What a step with `may_remove` makes of a record.
///
/// ```
/// use heirloom::{Migrate, Outcome};
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Serialize, Deserialize, Migrate)]
/// #[migrate(entity = "session", version = 1)]
/// struct SessionV1 {
///     user: String,
/// }
///
/// #[derive(Serialize, Deserialize, Migrate, Debug, PartialEq)]
/// #[migrate(from = SessionV1, may_remove, up = signed_in, down = guest)]
/// struct Session {
///     user: String,
/// }
///
/// fn signed_in(old: SessionV1) -> Outcome<Session> {
///     if old.user.is_empty() {
///         return Outcome::remove("sessions of guests are no longer stored");
///     }
///     Outcome::Value(Session { user: old.user })
/// }
///
/// fn guest(new: Session) -> SessionV1 {
///     SessionV1 { user: new.user }
/// }
///
/// let made = heirloom::upgrade_with::<Session>(SessionV1 { user: String::new() }, &(), None)?;
/// assert_eq!(made.outcome, Outcome::remove("sessions of guests are no longer stored"));
/// # Ok::<(), heirloom::StepError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum Outcome<T> {
    /// The record goes on as this.
    Value(T),
    /// There is no such record any more. What it was is kept by the store that removes it, with the reason.
    Remove {
        /// Why, for the people who will look for it.
        reason: String,
    },
}

impl<T> Outcome<T> {
    /// There is no such record any more, for that reason.
    pub fn remove(reason: impl Into<String>) -> Self {
        Self::Remove { reason: reason.into() }
    }
}

impl<T> From<T> for Outcome<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// What became of a record, from [`upgrade_with`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Made<T, E> {
    /// The record itself.
    pub outcome: Outcome<T>,
    /// What the step put beside it, in the order in which it named them; empty unless it says `emit`.
    pub emitted: Vec<E>,
}

/// A step that needs more than the record, or makes more of it. Implemented by `#[derive(Migrate)]` for a version that says
/// `context`, `emit`, `join` or `may_remove`.
///
/// The words can be combined. The function behind `up` (or `try_up`, which returns a `Result` of it) takes and gives in this order, each part
/// exactly if its word is there:
///
/// ```text
/// fn up(old: Old, context: &Context, joined: Option<Joined>) -> (Outcome<New>, Vec<Emitted>)
/// fn down(new: New, emitted: Vec<Emitted>) -> (Old, Option<Joined>)
/// ```
///
/// So `context = Prices` alone is `fn(Old, &Prices) -> New`, and `emit(Shipment), may_remove` is `fn(Old) -> (Outcome<New>, Vec<Shipment>)`.
///
/// ```
/// use heirloom::Migrate;
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Serialize, Deserialize, Migrate, Debug, PartialEq)]
/// #[migrate(entity = "order", version = 1)]
/// struct OrderV1 {
///     parcels: Vec<String>,
///     currency: String,
/// }
///
/// #[derive(Serialize, Deserialize, Migrate, Debug, PartialEq)]
/// #[migrate(entity = "shipment", version = 1)]
/// struct Shipment {
///     parcel: String,
/// }
///
/// struct Rates {
///     cents: u64,
/// }
///
/// #[derive(Serialize, Deserialize, Migrate, Debug, PartialEq)]
/// #[migrate(from = OrderV1, context = Rates, emit(Shipment), try_up = split, down = whole)]
/// struct Order {
///     cents: u64,
///     currency: String,
/// }
///
/// fn split(old: OrderV1, rates: &Rates) -> Result<(Order, Vec<Shipment>), String> {
///     let parcels = old.parcels.len().try_into().map_err(|_| "too many parcels")?;
///     let order = Order { cents: rates.cents.saturating_mul(parcels), currency: old.currency };
///     Ok((order, old.parcels.into_iter().map(|parcel| Shipment { parcel }).collect()))
/// }
///
/// fn whole(new: Order, shipments: Vec<Shipment>) -> OrderV1 {
///     let parcels = shipments.into_iter().map(|shipment| shipment.parcel).collect();
///     OrderV1 { parcels, currency: new.currency }
/// }
///
/// let old = || OrderV1 { parcels: vec!["a".into(), "b".into()], currency: "EUR".into() };
/// let made = heirloom::upgrade_with::<Order>(old(), &Rates { cents: 250 }, None)?;
/// assert_eq!(made.outcome, Order { cents: 500, currency: "EUR".into() }.into());
/// assert_eq!(made.emitted.len(), 2);
///
/// let heirloom::Outcome::Value(order) = made.outcome else { unreachable!("it does not remove") };
/// assert_eq!(heirloom::downgrade_with(order, made.emitted)?, (old(), None));
/// # Ok::<(), heirloom::StepError>(())
/// ```
///
/// Nothing reads such a version from its record alone:
///
/// ```compile_fail
/// # use heirloom::Migrate;
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Serialize, Deserialize, Migrate)]
/// # #[migrate(entity = "order", version = 1)]
/// # struct OrderV1 {}
/// # #[derive(Serialize, Deserialize, Migrate)]
/// # #[migrate(from = OrderV1, context = u64, up = |_, _| Order {}, down = |_| OrderV1 {})]
/// # struct Order {}
/// heirloom::json::from_str::<Order>(r#"{"$v":1}"#);
/// ```
#[diagnostic::on_unimplemented(
    message = "the step to `{Self}` needs nothing but the record",
    label = "no step with `context`, `emit`, `join` or `may_remove`",
    note = "use `heirloom::upgrade`, `heirloom::json` or a column for it"
)]
pub trait StepWith: Step {
    /// What `context` names; `()` without.
    type Context;
    /// What `join` names; `()` without.
    type Joined;
    /// What `emit` names; `()` without.
    type Emitted;

    /// From the older version to this one, with what the step needs.
    ///
    /// # Errors
    ///
    /// When the `try_up` of the step refuses the value.
    fn up_with(
        old: Self::Old,
        context: &Self::Context,
        joined: Option<Self::Joined>,
    ) -> Result<Made<Self, Self::Emitted>, StepError>;
}

/// The way back of a [`StepWith`]. Implemented by `#[derive(Migrate)]`, unless the step says `one_way`.
#[diagnostic::on_unimplemented(
    message = "the step to `{Self}` has no way back that takes emitted records",
    note = "a step without `context`, `emit`, `join` and `may_remove` is gone back with `heirloom::downgrade`; one that says `one_way` is not"
)]
pub trait StepDownWith: StepWith {
    /// From this version to the older one, and what had been joined into it.
    ///
    /// # Errors
    ///
    /// When the `try_down` of the step refuses the value.
    fn down_with(
        self,
        emitted: Vec<Self::Emitted>,
    ) -> Result<(Self::Old, Option<Self::Joined>), StepError>;
}

/// Brings a value over a step that says `context`, `emit`, `join` or `may_remove`.
///
/// This is the step alone, for tests and for programs that fetch by themselves; [`StepWith`] has an example. A [bulk run](crate::job) does it for
/// whole tables.
///
/// # Errors
///
/// When the step refuses the value.
pub fn upgrade_with<T: StepWith>(
    old: T::Old,
    context: &T::Context,
    joined: Option<T::Joined>,
) -> Result<Made<T, T::Emitted>, StepError> {
    T::up_with(old, context, joined)
        .map_err(|error| error.in_step::<T>(T::Old::VERSION, T::VERSION))
}

/// Brings a value back over a step that says `context`, `emit`, `join` or `may_remove`; the counterpart of [`upgrade_with`].
///
/// It takes the records that the step emitted, as they are by now, and gives the one that it had joined.
///
/// # Errors
///
/// When the step refuses the value.
pub fn downgrade_with<T: StepDownWith>(
    new: T,
    emitted: Vec<T::Emitted>,
) -> Result<(T::Old, Option<T::Joined>), StepError> {
    new.down_with(emitted).map_err(|error| error.in_step::<T>(T::VERSION, T::Old::VERSION))
}

/// The way back of a step that neither emits nor joins: of the record by itself.
#[doc(hidden)]
pub fn down_alone<T: StepDownWith>(new: T) -> Result<T::Old, StepError> {
    new.down_with(Vec::new()).map(|(old, _)| old)
}

/// What a user's function returned, as what a step made.
#[doc(hidden)]
impl<T, E> Made<T, E> {
    /// For a step without `emit` and `may_remove`.
    pub fn value(value: T) -> Self {
        Self::outcome(Outcome::Value(value))
    }

    /// For one with `may_remove`.
    pub fn outcome(outcome: Outcome<T>) -> Self {
        Self { outcome, emitted: Vec::new() }
    }

    /// For one with `emit`.
    pub fn value_and((value, emitted): (T, Vec<E>)) -> Self {
        Self { outcome: Outcome::Value(value), emitted }
    }

    /// For one with both.
    pub fn outcome_and((outcome, emitted): (Outcome<T>, Vec<E>)) -> Self {
        Self { outcome, emitted }
    }
}
