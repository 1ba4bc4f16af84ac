//! The words of loss and of several fields, where nothing has its usual name.

/// What is nested.
#[derive(::serde::Serialize, ::serde::Deserialize, ::std::fmt::Debug)]
pub struct Place {
    /// One.
    pub street: ::std::string::String,
    /// Two.
    pub city: ::std::string::String,
}

/// What is in a list.
#[derive(::serde::Serialize, ::serde::Deserialize, ::std::fmt::Debug)]
pub struct Item {
    /// Its key.
    pub id: ::std::primitive::u8,
}

/// Version 1.
#[derive(::serde::Serialize, ::serde::Deserialize, ::inheritance::Migrate, ::std::fmt::Debug)]
#[migrate(entity = "loser", version = 1, crate = ::inheritance, key = id, carry_limit = 100, floor = "0")]
pub struct V1 {
    /// Kept.
    pub id: ::std::primitive::u8,
    /// Dropped.
    pub fax: ::std::string::String,
    /// Wrapped.
    pub nick: ::std::string::String,
    /// Unwrapped.
    pub age: ::std::option::Option<::std::primitive::u8>,
    /// Shortened.
    pub mails: ::std::vec::Vec<::std::string::String>,
    /// Mapped.
    pub level: ::std::string::String,
    /// Keyed.
    pub items: ::std::vec::Vec<Item>,
    /// Taken apart.
    pub place: Place,
    /// Put together.
    pub street: ::std::string::String,
    /// Put together.
    pub city: ::std::string::String,
    /// Converted.
    pub size: ::std::primitive::i16,
    /// Split.
    pub name: ::std::string::String,
}

/// Version 2.
#[derive(::serde::Serialize, ::serde::Deserialize, ::inheritance::Migrate, ::std::fmt::Debug)]
#[migrate(
    from = V1, crate = ::inheritance, key = id,
    drop(fax, keep), hoist(place: Place, drop(street, keep)),
    split(name => first, last; up = apart, down = together, keep),
    shortcut(V1; try_up = straight),
)]
pub struct V2 {
    /// Kept.
    pub id: ::std::primitive::u8,
    /// Wrapped.
    #[migrate(wrap, down_or = "")]
    pub nick: ::std::option::Option<::std::string::String>,
    /// Unwrapped.
    #[migrate(unwrap_or = 0, keep)]
    pub age: ::std::primitive::u8,
    /// Shortened.
    #[migrate(from = mails, first, keep)]
    pub mail: ::std::option::Option<::std::string::String>,
    /// Mapped.
    #[migrate(map("low" => 0, "none" => 0, "high" => 9), keep, up_or = 1, down_or = "low")]
    pub level: ::std::primitive::u8,
    /// Keyed.
    #[migrate(key_by = id, duplicates = fail, keep)]
    pub items: ::std::collections::BTreeMap<::std::primitive::u8, Item>,
    /// Taken out.
    #[migrate(from = place.city)]
    pub town: ::std::string::String,
    /// Put together.
    #[migrate(nest(street, city))]
    pub home: Place,
    /// Converted.
    #[migrate(try_into, up_or = 0, down_or = -1, keep, check = |size: &::std::primitive::u16| *size != 7)]
    pub size: ::std::primitive::u16,
    /// Split.
    pub first: ::std::string::String,
    /// Split.
    pub last: ::std::string::String,
    /// Computed.
    #[migrate(computed = length)]
    pub length: ::std::primitive::usize,
    /// Added, in a form of its own.
    #[migrate(default = 3)]
    #[serde(with = "form")]
    pub form: ::std::primitive::u8,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde wants it so")]
mod form {
    pub(super) fn serialize<S: ::serde::Serializer>(
        value: &::std::primitive::u8,
        serializer: S,
    ) -> ::std::result::Result<S::Ok, S::Error> {
        ::serde::Serialize::serialize(value, serializer)
    }

    pub(super) fn deserialize<'de, D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> ::std::result::Result<::std::primitive::u8, D::Error> {
        ::serde::Deserialize::deserialize(deserializer)
    }
}

fn length(new: &V2) -> ::std::primitive::usize {
    new.first.len()
}

fn apart(name: ::std::string::String) -> (::std::string::String, ::std::string::String) {
    (name, ::std::string::String::new())
}

fn together(first: ::std::string::String, _: ::std::string::String) -> ::std::string::String {
    first
}

fn straight(old: V1) -> ::std::result::Result<V2, ::std::string::String> {
    ::std::result::Result::Err(old.fax)
}

/// Version 1.
#[derive(::serde::Serialize, ::serde::Deserialize, ::inheritance::Migrate, ::std::fmt::Debug)]
#[migrate(entity = "losing state", version = 1, crate = ::inheritance)]
pub enum State1 {
    /// Joined.
    Open,
    /// Joined.
    Reopened(::std::primitive::u8),
    /// Dropped.
    Legacy,
    /// Split.
    Closed,
    /// Whatever else.
    #[migrate(unknown)]
    #[serde(untagged)]
    Other(::inheritance::Unknown<State1>),
}

/// Version 2.
#[derive(::serde::Serialize, ::serde::Deserialize, ::inheritance::Migrate, ::std::fmt::Debug)]
#[migrate(
    from = State1, crate = ::inheritance,
    drop(Legacy => Active, keep),
    split(Closed => Won, Lost; up = decide),
)]
pub enum State2 {
    /// Joined.
    #[migrate(from(Open, Reopened), down = Open, keep, drop(0, keep))]
    Active,
    /// Split.
    Won,
    /// Split.
    Lost,
    /// Added.
    #[migrate(added, down = Open)]
    OnHold(::std::primitive::u8),
    /// Whatever else.
    #[migrate(unknown)]
    #[serde(untagged)]
    Other(::inheritance::Unknown<State2>),
}

fn decide(_: State1) -> State2 {
    State2::Won
}

/// Version 3, from which there is no way back.
#[derive(::serde::Serialize, ::serde::Deserialize, ::inheritance::Migrate, ::std::fmt::Debug)]
#[migrate(from = State2, crate = ::inheritance, one_way = "it is over", drop(OnHold => Active))]
pub enum State3 {
    /// Stays.
    Active,
    /// Stays.
    Won,
    /// Stays.
    Lost,
    /// Whatever else.
    #[migrate(unknown)]
    #[serde(untagged)]
    Other(::inheritance::Unknown<State3>),
}

#[cfg(test)]
mod tests {
    use super::{State3, V1, V2};

    #[test]
    fn what_compiles_works_too() {
        let stored = r#"{"$v":1,"id":1,"fax":"f","nick":"n","age":null,"mails":["a","b"],"level":"none","items":[{"id":2},{"id":1}],"place":{"street":"s","city":"c"},"street":"x","city":"y","size":-7,"name":"Ada"}"#;
        let new: ::inheritance::Versioned<V2> = ::inheritance::json::open_str(stored).unwrap();
        let back: ::inheritance::Versioned<V1> = ::inheritance::downgrade(new).unwrap();
        let written = ::inheritance::json::seal_to_string(&back).unwrap();
        // The added field is kept; the rest is as it was.
        ::std::assert!(written.ends_with(&stored[8..]), "{written}");
        let state: State3 = ::inheritance::json::from_str(r#"{"$v":1,"Later":1}"#).unwrap();
        ::std::assert!(::std::matches!(state, State3::Other(_)));
    }
}
