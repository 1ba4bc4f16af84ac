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
    #[allow(unused_imports)]
    use ::heirloom::__private::Shapeless as _;
    #[doc(hidden)]
    pub struct __Within<__D>(::heirloom::__private::PhantomData<__D>);
    #[automatically_derived]
    impl ::heirloom::__private::Shape for User {
        type At<__D: ::heirloom::__private::Depth> = <__D as ::heirloom::__private::Depth>::Open<
            Self,
        >;
    }
    #[automatically_derived]
    impl ::heirloom::__private::Body for User {
        type Within<__D: ::heirloom::__private::Depth> = __Within<__D>;
    }
    #[automatically_derived]
    impl<__D: ::heirloom::__private::Depth> ::heirloom::__private::Layer
    for __Within<__D> {
        const TYPE: &'static ::heirloom::__private::Type = &::heirloom::__private::Type::Struct(
            &::heirloom::__private::StructShape {
                id: ::heirloom::__private::shape_id(
                    &[
                        ::heirloom::__private::file!(),
                        ::heirloom::__private::module_path!(),
                        "User",
                    ],
                    ::heirloom::__private::line!(),
                    ::heirloom::__private::column!(),
                    &[],
                ),
                fields: &[
                    ::heirloom::__private::FieldShape {
                        at: 1usize,
                        name: "fax",
                        reads: &["fax"],
                        presence: ::heirloom::__private::Presence::Always,
                        absence: ::heirloom::__private::Absence::ByType,
                        flatten: false,
                        ty: ::heirloom::__private::or_unknown(
                            ::heirloom::__private::Of::<String, __D>::TYPE,
                            &::heirloom::__private::Type::Unknown("String"),
                        ),
                        label: ::heirloom::__private::Printed::new(
                            "fax",
                            1345332391320177447u64,
                            1086641543021031874u64,
                        ),
                        others: ::heirloom::__private::Printed::new("", 0u64, 1u64),
                    },
                    ::heirloom::__private::FieldShape {
                        at: 0usize,
                        name: "name",
                        reads: &["name"],
                        presence: ::heirloom::__private::Presence::Always,
                        absence: ::heirloom::__private::Absence::ByType,
                        flatten: false,
                        ty: ::heirloom::__private::or_unknown(
                            ::heirloom::__private::Of::<String, __D>::TYPE,
                            &::heirloom::__private::Type::Unknown("String"),
                        ),
                        label: ::heirloom::__private::Printed::new(
                            "name",
                            1846769318622446239u64,
                            2171037044419378542u64,
                        ),
                        others: ::heirloom::__private::Printed::new("", 0u64, 1u64),
                    },
                ],
                closed: false,
            },
        );
    }
};
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
        const SHAPE: &'static ::heirloom::__private::Type = {
            #[allow(unused_imports)]
            use ::heirloom::__private::Shapeless as _;
            ::heirloom::__private::or_unknown(
                ::heirloom::__private::Of::<Self, ::heirloom::__private::Full>::TYPE,
                &::heirloom::__private::Type::Unknown("User"),
            )
        };
        type Link = ::heirloom::__private::Floor;
        fn written() -> &'static ::heirloom::__private::Written {
            static WRITTEN: ::heirloom::__private::Written = ::heirloom::__private::Written::new();
            &WRITTEN
        }
    }
};
