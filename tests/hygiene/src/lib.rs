//! Compiles, or the derive names something that it should not.
#![no_implicit_prelude]

pub mod losing;
pub mod recording;
pub mod shadowed;

/// No prelude, and the runtime crate under another name.
pub mod bare {
    /// Version 1.
    #[derive(
        ::serde::Serialize,
        ::serde::Deserialize,
        ::inheritance::Migrate,
        ::std::fmt::Debug,
        ::std::cmp::PartialEq,
        ::std::clone::Clone,
    )]
    #[migrate(entity = "record", version = 1, crate = ::inheritance)]
    pub struct V1 {
        /// Renamed.
        pub name: ::std::string::String,
        /// Dropped.
        pub fax: ::std::string::String,
        /// Nested.
        pub states: ::std::vec::Vec<State1>,
        /// Converted.
        pub size: ::std::primitive::u8,
    }

    /// Version 2.
    #[derive(
        ::serde::Serialize,
        ::serde::Deserialize,
        ::inheritance::Migrate,
        ::std::fmt::Debug,
        ::std::cmp::PartialEq,
        ::std::clone::Clone,
    )]
    #[migrate(from = V1, crate = ::inheritance, drop(fax = "none"))]
    pub struct V2 {
        /// Renamed.
        #[migrate(from = name)]
        pub full_name: ::std::string::String,
        /// Nested.
        #[migrate(nested)]
        pub states: ::std::vec::Vec<State2>,
        /// Converted.
        #[migrate(into)]
        pub size: ::std::primitive::u16,
        /// Added.
        #[migrate(default)]
        pub tags: ::std::vec::Vec<::std::primitive::u8>,
        /// Added.
        #[migrate(default_with = length)]
        pub length: ::std::primitive::usize,
    }

    fn length(old: &V1) -> ::std::primitive::usize {
        old.name.len()
    }

    /// Version 1.
    #[derive(
        ::serde::Serialize,
        ::serde::Deserialize,
        ::inheritance::Migrate,
        ::std::fmt::Debug,
        ::std::cmp::PartialEq,
        ::std::clone::Clone,
    )]
    #[migrate(entity = "state", version = 1, crate = ::inheritance)]
    pub enum State1 {
        /// Kept.
        Open,
        /// Dropped.
        Legacy,
        /// Changed.
        Closed(::std::primitive::u8),
    }

    /// Version 2.
    #[derive(
        ::serde::Serialize,
        ::serde::Deserialize,
        ::inheritance::Migrate,
        ::std::fmt::Debug,
        ::std::cmp::PartialEq,
        ::std::clone::Clone,
    )]
    #[migrate(from = State1, version = 7, crate = ::inheritance, drop(Legacy => Open))]
    pub enum State2 {
        /// Kept.
        Open,
        /// Changed.
        Closed(#[migrate(try_up = wider, down = narrower)] ::std::primitive::u16),
        /// Added.
        #[migrate(added, down = fail)]
        OnHold {
            /// Added.
            until: ::std::primitive::u8,
        },
    }

    fn wider(
        small: ::std::primitive::u8,
    ) -> ::std::result::Result<::std::primitive::u16, &'static ::std::primitive::str> {
        if small == 0 {
            return ::std::result::Result::Err("zero");
        }
        ::std::result::Result::Ok(::std::convert::From::from(small))
    }

    fn narrower(large: ::std::primitive::u16) -> ::std::primitive::u8 {
        ::std::convert::TryFrom::try_from(large).unwrap_or(::std::primitive::u8::MAX)
    }
}

#[cfg(test)]
mod tests {
    use crate::bare::{State1, State2, V1, V2};

    #[test]
    fn what_compiles_works_too() {
        let old = V1 {
            name: ::std::convert::From::from("Ada"),
            fax: ::std::convert::From::from("none"),
            states: ::std::vec![State1::Open, State1::Closed(3)],
            size: 4,
        };
        let new: V2 = ::inheritance::upgrade(::std::clone::Clone::clone(&old)).unwrap();
        ::std::assert_eq!(new.full_name, "Ada");
        ::std::assert_eq!(new.states, [State2::Open, State2::Closed(3)]);
        ::std::assert_eq!(new.length, 3);
        let back: V1 = ::inheritance::downgrade(new).unwrap();
        ::std::assert_eq!(back, old);
    }

    #[test]
    fn shadowed_names_do_not_reach_the_derive() {
        let new: crate::shadowed::Record2 =
            ::inheritance::json::from_str(r#"{"$v":1,"name":7,"state":{"Open":1}}"#).unwrap();
        ::std::assert_eq!(new.title, 7);
    }
}
