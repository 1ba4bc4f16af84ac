//! From the types of a chain to its [`Rung`]s: the one place where the laws see types.

use arbitrary::Arbitrary;

use crate::chain::{
    Back, Floor, Link, Migrate, OneWay, Past, Pure, Shortcut, Since, Step, StepDown, StepLosses,
    StepUp,
};
use crate::testing::rung::{self, Jump, Rung};

/// A version whose values can be generated, in a chain of such.
///
/// Nobody implements it: `#[derive(Arbitrary)]` on each version is all it takes.
#[diagnostic::on_unimplemented(
    message = "the laws cannot be tested for `{Self}`",
    label = "no version whose values can be generated",
    note = "add `use heirloom::testing::arbitrary;` and `#[derive(arbitrary::Arbitrary)]` to each version of the chain, and to what they hold"
)]
pub trait Tested: Generated + Migrate<Link: Walk<Self>> {}

#[diagnostic::do_not_recommend]
impl<T: Generated + Migrate<Link: Walk<T>>> Tested for T {}

/// A version whose values can be generated, whatever the others.
#[doc(hidden)]
pub trait Generated: Pure + for<'a> Arbitrary<'a> {}

#[diagnostic::do_not_recommend]
impl<T: Pure + for<'a> Arbitrary<'a>> Generated for T {}

/// What comes before a version, as the laws walk it.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "the laws cannot be tested for `{T}`: values of an older version cannot be generated",
    note = "add `#[derive(arbitrary::Arbitrary)]` to each version of the chain, and to what they hold"
)]
pub trait Walk<T: Migrate>: Link<T> {
    /// The older versions, oldest first.
    fn older(into: &mut Vec<Rung>);
    /// What there is to know about the step.
    fn step(rung: &mut Rung);
}

/// The versions of the chain that ends in `T`, oldest first.
pub(super) fn rungs<T: Tested>() -> Vec<Rung> {
    let mut all = Vec::new();
    push::<T>(&mut all);
    all
}

fn push<T: Tested>(into: &mut Vec<Rung>) {
    T::Link::older(into);
    let mut rung = Rung::of::<T>();
    T::Link::step(&mut rung);
    into.push(rung);
}

impl<T: Migrate> Walk<T> for Floor {
    fn older(_: &mut Vec<Rung>) {}

    fn step(_: &mut Rung) {}
}

#[diagnostic::do_not_recommend]
impl<T, Old: Tested, Down: Return<T>> Walk<T> for Since<Old, Down>
where
    T: StepUp + Step<Old = Old> + Generated,
    Self: Link<T>,
{
    fn older(into: &mut Vec<Rung>) {
        push::<Old>(into);
    }

    fn step(rung: &mut Rung) {
        rung.step = Some(StepLosses::of::<T>());
        rung.up = Some(rung::up::<T>);
        Down::back(rung);
    }
}

#[diagnostic::do_not_recommend]
impl<T: Shortcut<Old> + Generated, Old: Generated, Before: Walk<T>> Walk<T> for Past<Old, Before>
where
    Self: Link<T>,
{
    fn older(into: &mut Vec<Rung>) {
        Before::older(into);
    }

    fn step(rung: &mut Rung) {
        Before::step(rung);
        rung.shortcuts.push(Jump { from: Old::VERSION, short: rung::short::<T, Old> });
    }
}

/// Whether a step can be gone back.
#[doc(hidden)]
pub trait Return<T> {
    /// Tells the rung.
    fn back(rung: &mut Rung);
}

impl<T: Generated + StepUp<Old: Generated> + StepDown> Return<T> for Back {
    fn back(rung: &mut Rung) {
        rung.down = Some(rung::down::<T>);
    }
}

impl<T> Return<T> for OneWay {
    fn back(_: &mut Rung) {}
}
