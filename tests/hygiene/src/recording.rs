//! Steps that need more than the record, of types whose variants bear the names that such a step has for its parts.

/// Version 1.
#[derive(::serde::Serialize, ::serde::Deserialize, ::inheritance::Migrate, ::std::fmt::Debug)]
#[migrate(entity = "recording", version = 1, crate = ::inheritance)]
pub enum V1 {
    /// A name of ours.
    Context,
    /// A name of ours.
    Emitted,
    /// A name of ours.
    Joined,
    /// A name of ours.
    Old,
}

/// Version 2, by a step that says everything.
#[derive(::serde::Serialize, ::serde::Deserialize, ::inheritance::Migrate, ::std::fmt::Debug)]
#[migrate(
    from = V1,
    crate = ::inheritance,
    context = Other,
    join(Other),
    emit(Other),
    may_remove,
    try_up = up,
    try_down = |_, _| Result::Ok((V1::Old, ::std::option::Option::None)),
    accept_loss = "a test"
)]
pub enum V2 {
    /// A name of ours.
    Context,
    /// A name of ours.
    Emitted,
    /// A name of ours.
    Joined,
    /// A name of ours.
    Old,
}

/// Joined and emitted.
#[derive(::serde::Serialize, ::serde::Deserialize, ::inheritance::Migrate, ::std::fmt::Debug)]
#[migrate(entity = "other", version = 1, crate = ::inheritance)]
pub struct Other;

/// A name of the standard library.
pub type Result<T> = ::std::result::Result<T, ::std::string::String>;

#[expect(clippy::needless_pass_by_value, reason = "a step is given the value")]
fn up(
    old: V1,
    _: &Other,
    _: ::std::option::Option<Other>,
) -> Result<(::inheritance::Outcome<V2>, ::std::vec::Vec<Other>)> {
    match old {
        V1::Old => Result::Err(::std::string::String::new()),
        _ => Result::Ok((::inheritance::Outcome::Value(V2::Old), ::std::vec::Vec::new())),
    }
}

/// Version 3, by closures.
#[derive(::serde::Serialize, ::serde::Deserialize, ::inheritance::Migrate, ::std::fmt::Debug)]
#[migrate(
    from = V2,
    crate = ::inheritance,
    may_remove,
    up = |_| ::inheritance::Outcome::remove("a test"),
    down = |new| new.0
)]
pub struct V3(pub V2);
