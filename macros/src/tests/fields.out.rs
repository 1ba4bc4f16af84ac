#[doc(hidden)]
#[allow(unused_macros)]
macro_rules! __heirloom_User {
    ($($__next:tt)*) => {
        ::heirloom::__private::__step! { { #[migrate()] pub struct User { pub full_name :
        String, pub port : u16, pub items : Vec < Item >, pub id : u64, pub tags : Vec <
        String >, pub initials : String, } } { $($__next)* } }
    };
}
#[doc(hidden)]
#[allow(unused_imports)]
pub(crate) use __heirloom_User as User;
v1::UserV1! {
    #[migrate(from = v1::UserV1, drop(fax = "none"))] pub struct User { #[migrate(from =
    name)] pub full_name : String, #[migrate(into)] pub port : u16, #[migrate(nested)]
    pub items : Vec < Item >, #[migrate(try_up = parse, down = | id | id.to_string())]
    pub id : u64, #[migrate(default)] pub tags : Vec < String >, #[migrate(default_with =
    initials)] pub initials : String, }
}
const _: () = {
    #[automatically_derived]
    impl ::heirloom::__private::Migrate for User {
        const ENTITY: &'static ::heirloom::__private::str = <v1::UserV1 as ::heirloom::__private::Migrate>::ENTITY;
        const VERSION: ::heirloom::__private::Version = ::heirloom::__private::Version::next_major(
            <v1::UserV1 as ::heirloom::__private::Migrate>::VERSION,
        );
        const TAG: ::heirloom::__private::Tag = <v1::UserV1 as ::heirloom::__private::Migrate>::TAG;
        const UNTAGGED: ::heirloom::__private::Option<::heirloom::__private::Version> = <v1::UserV1 as ::heirloom::__private::Migrate>::UNTAGGED;
        const NAMED: ::heirloom::__private::bool = <v1::UserV1 as ::heirloom::__private::Migrate>::NAMED;
        type Link = ::heirloom::__private::Since<v1::UserV1>;
        fn written() -> &'static ::heirloom::__private::Written {
            static WRITTEN: ::heirloom::__private::Written = ::heirloom::__private::Written::new();
            &WRITTEN
        }
    }
    #[automatically_derived]
    impl ::heirloom::__private::Step for User {
        type Old = v1::UserV1;
        fn up(
            __record: v1::UserV1,
        ) -> ::heirloom::__private::Result<Self, ::heirloom::__private::StepError> {
            let __made__field_initials = initials(&__record);
            let v1::UserV1 {
                name: __field_name,
                port: __field_port,
                items: __field_items,
                id: __field_id,
                fax: _,
            } = __record;
            ::heirloom::__private::Ok(Self {
                full_name: (::heirloom::__private::kept().0)(__field_name),
                port: ::heirloom::__private::at(
                    "port",
                    (::heirloom::__private::widened().0)(__field_port),
                )?,
                items: ::heirloom::__private::at(
                    "items",
                    (::heirloom::__private::nested().0)(__field_items),
                )?,
                id: ::heirloom::__private::at(
                    "id",
                    ::heirloom::__private::fallible(parse, __field_id),
                )?,
                tags: ::heirloom::__private::Default::default(),
                initials: __made__field_initials,
            })
        }
        fn down(
            self,
        ) -> ::heirloom::__private::Result<
            v1::UserV1,
            ::heirloom::__private::StepError,
        > {
            let __record = self;
            let Self {
                full_name: __field_full_name,
                port: __field_port,
                items: __field_items,
                id: __field_id,
                tags: _,
                initials: _,
            } = __record;
            ::heirloom::__private::Ok(v1::UserV1 {
                name: (::heirloom::__private::kept().1)(__field_full_name),
                port: ::heirloom::__private::at(
                    "port",
                    (::heirloom::__private::widened().1)(__field_port),
                )?,
                items: ::heirloom::__private::at(
                    "items",
                    (::heirloom::__private::nested().1)(__field_items),
                )?,
                id: ::heirloom::__private::apply(|id| id.to_string(), __field_id),
                fax: ::heirloom::__private::Into::into("none"),
            })
        }
    }
};
