//! What holds of every refusal.

use std::error::Error;

use heirloom::envelope::{OpenErrorKind, SealErrorKind};
use heirloom::{Migrate, OpenError, SealError};

/// An error says what it is about, and its sources end.
///
/// # Panics
///
/// Where that does not hold.
pub fn sane<T: Migrate>(error: &OpenError) {
    assert!(error.to_string().starts_with("cannot open `"), "{error}");
    assert!(!error.kind().code().is_empty());
    assert_eq!(error.entity(), T::ENTITY);
    let too_new = matches!(error.kind(), OpenErrorKind::TooNew);
    let newer = error.found().is_some_and(|found| found > T::VERSION);
    assert!(newer || !too_new, "{error}");
    let _ = error.path();
    ends(error);
}

/// A record that was opened cannot be sealed for a reason that lies in it.
///
/// # Panics
///
/// Where that does not hold.
pub fn unsealed<T: Migrate>(error: &SealError, latest: bool, holds: bool) {
    let version = if latest { T::VERSION } else { error.version() };
    assert_eq!(error.version(), version);
    let expected = match error.kind() {
        SealErrorKind::CarryTooLarge { size, limit } => size > limit,
        SealErrorKind::CarryHasNoPlace => true,
        SealErrorKind::ReservedMember { .. } | SealErrorKind::MemberTwice { .. } => T::FLATTENS,
        SealErrorKind::Step(_) => !latest,
        SealErrorKind::Serialize(_) | SealErrorKind::Unencodable(_) => !holds,
        _ => false,
    };
    assert!(expected, "{error}: {:?}", error.kind());
    assert!(error.to_string().starts_with("cannot write `"), "{error}");
    ends(error);
}

fn ends(error: &(dyn Error + 'static)) {
    let mut next = Some(error);
    for _ in 0..32 {
        let Some(error) = next else { return };
        assert!(!error.to_string().is_empty(), "a reason without words");
        next = error.source();
    }
    panic!("more than 32 reasons: {error}");
}
