#[doc(hidden)]
#[allow(unused_macros)]
macro_rules! __heirloom_User {
    ($($__next:tt)*) => {
        ::heirloom::__private::__step! { { #[migrate(entity = "user", version = 1,)] pub
        struct User { pub name : String, pub fax : String, } } { $($__next)* } }
    };
}
#[doc(hidden)]
#[allow(unused_imports)]
pub(crate) use __heirloom_User as User;
#[allow(clippy::all, clippy::pedantic)]
const _: () = {
    #[automatically_derived]
    impl ::heirloom::__private::Migrate for User {
        const ENTITY: &'static ::heirloom::__private::str = "user";
        const VERSION: ::heirloom::__private::Version = ::heirloom::__private::Version::new(
            1u32,
            0u32,
            0u32,
        );
        const TAG: ::heirloom::__private::Tag = ::heirloom::__private::Tag::Member("$v");
        const UNTAGGED: ::heirloom::__private::Option<::heirloom::__private::Version> = ::heirloom::__private::Some(
            Self::VERSION,
        );
        const NAMED: ::heirloom::__private::bool = false;
        const CARRY_LIMIT: ::heirloom::__private::usize = ::heirloom::__private::CARRY_LIMIT;
        const LAST_READER: ::heirloom::__private::Option<
            &'static ::heirloom::__private::str,
        > = ::heirloom::__private::None;
        const WAS: &'static [&'static ::heirloom::__private::str] = &[];
        const FLATTENS: ::heirloom::__private::bool = false;
        const RESERVED: &'static ::heirloom::__private::Reserved = &::heirloom::__private::Reserved {
            names: &[],
            before: ::heirloom::__private::None,
        };
        type Link = ::heirloom::__private::Floor;
        fn written() -> &'static ::heirloom::__private::Written {
            static WRITTEN: ::heirloom::__private::Written = ::heirloom::__private::Written::new();
            &WRITTEN
        }
    }
};
