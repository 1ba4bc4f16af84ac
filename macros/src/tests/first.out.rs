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
    #[automatically_derived]
    impl ::heirloom::__private::Shape for User {
        type At = ::heirloom::__private::Link<Self>;
    }
    #[automatically_derived]
    impl ::heirloom::__private::Body for User {
        const ID: u64 = ::heirloom::__private::shape_id(
            11627579260182969878u64,
            &[::heirloom::__private::file!(), ::heirloom::__private::module_path!()],
            [::heirloom::__private::line!(), ::heirloom::__private::column!()],
            &[],
        );
        const TYPE: &'static ::heirloom::__private::Type = {
            let __type0 = ::heirloom::__private::or_unknown(
                ::heirloom::__private::Of::<String>::TYPE,
                &::heirloom::__private::Type::Unknown("String"),
            );
            &::heirloom::__private::Type::Struct(
                &::heirloom::__private::StructShape {
                    id: Self::ID,
                    fields: &[
                        ::heirloom::__private::FieldShape::plain(
                            1usize,
                            "fax",
                            &["fax"],
                            (1345332391320177447u64, 1086641543021031874u64),
                            __type0,
                        ),
                        ::heirloom::__private::FieldShape::plain(
                            0usize,
                            "name",
                            &["name"],
                            (1846769318622446239u64, 2171037044419378542u64),
                            __type0,
                        ),
                    ],
                    closed: false,
                },
            )
        };
        #[inline]
        fn reach() -> impl ::heirloom::__private::Reach {}
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
        const SHAPE: ::heirloom::__private::Graph = {
            #[allow(unused_imports)]
            use ::heirloom::__private::Shapeless as _;
            ::heirloom::__private::graph_or_unknown(
                ::heirloom::__private::Of::<Self>::GRAPH,
                &::heirloom::__private::Type::Unknown("User"),
            )
        };
        type Link = ::heirloom::__private::Floor;
        fn written() -> &'static ::heirloom::__private::Written {
            static WRITTEN: ::heirloom::__private::Written = ::heirloom::__private::Written::new();
            &WRITTEN
        }
    }
    ::heirloom::__private::__with_diesel! {
        #[automatically_derived] impl ::heirloom::__private::From <
        ::heirloom::__private::Versioned < Self >> for User { fn from(record :
        ::heirloom::__private::Versioned < Self >) -> Self {
        ::heirloom::__private::Versioned::into_inner(record) } }
    }
};
