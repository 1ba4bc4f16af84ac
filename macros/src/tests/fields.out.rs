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
            9606950469802169499u64,
            &[::heirloom::__private::file!(), ::heirloom::__private::module_path!()],
            [::heirloom::__private::line!(), ::heirloom::__private::column!()],
            &[],
        );
        const TYPE: &'static ::heirloom::__private::Type = {
            let __type0 = ::heirloom::__private::or_unknown(
                ::heirloom::__private::Of::<String>::TYPE,
                &::heirloom::__private::Type::Unknown("String"),
            );
            let __type1 = ::heirloom::__private::or_unknown(
                ::heirloom::__private::Of::<u64>::TYPE,
                &::heirloom::__private::Type::Unknown("u64"),
            );
            let __type2 = ::heirloom::__private::or_unknown(
                ::heirloom::__private::Of::<Vec<Item>>::TYPE,
                &::heirloom::__private::Type::Unknown("Vec<Item>"),
            );
            let __type3 = ::heirloom::__private::or_unknown(
                ::heirloom::__private::Of::<u16>::TYPE,
                &::heirloom::__private::Type::Unknown("u16"),
            );
            let __type4 = ::heirloom::__private::or_unknown(
                ::heirloom::__private::Of::<Vec<String>>::TYPE,
                &::heirloom::__private::Type::Unknown("Vec<String>"),
            );
            &::heirloom::__private::Type::Struct(
                &::heirloom::__private::StructShape {
                    id: Self::ID,
                    fields: &[
                        ::heirloom::__private::FieldShape::plain(
                            0usize,
                            "full_name",
                            &["full_name"],
                            (2294886079034706059u64, 1848032291599701563u64),
                            __type0,
                        ),
                        ::heirloom::__private::FieldShape::plain(
                            3usize,
                            "id",
                            &["id"],
                            (1413050675939466840u64, 622562719580638710u64),
                            __type1,
                        ),
                        ::heirloom::__private::FieldShape::plain(
                            5usize,
                            "initials",
                            &["initials"],
                            (752337561793732650u64, 2117885867388412761u64),
                            __type0,
                        ),
                        ::heirloom::__private::FieldShape::plain(
                            2usize,
                            "items",
                            &["items"],
                            (1179123205301146885u64, 1025106060371592683u64),
                            __type2,
                        ),
                        ::heirloom::__private::FieldShape::plain(
                            1usize,
                            "port",
                            &["port"],
                            (686031396224299140u64, 2171037044419378542u64),
                            __type3,
                        ),
                        ::heirloom::__private::FieldShape::plain(
                            4usize,
                            "tags",
                            &["tags"],
                            (1151573189222897720u64, 2171037044419378542u64),
                            __type4,
                        ),
                    ],
                    closed: false,
                },
            )
        };
        #[inline]
        fn reach() -> impl ::heirloom::__private::Reach {
            ::heirloom::__private::types(
                ::heirloom::__private::Of::<Vec<Item>>::REACH,
                ::heirloom::__private::Of::<Vec<String>>::REACH,
                ::heirloom::__private::NO_TYPES,
                ::heirloom::__private::NO_TYPES,
                ::heirloom::__private::NO_TYPES,
                ::heirloom::__private::NO_TYPES,
                ::heirloom::__private::NO_TYPES,
                ::heirloom::__private::NO_TYPES,
            )()
        }
    }
};
v1::UserV1! {
    #[migrate(from = v1::UserV1, drop(fax = "none"))] pub struct User { #[migrate(from =
    name)] pub full_name : String, #[migrate(into)] pub port : u16, #[migrate(nested)]
    pub items : Vec < Item >, #[migrate(try_up = parse, down = | id | id.to_string())]
    pub id : u64, #[migrate(default)] pub tags : Vec < String >, #[migrate(default_with =
    initials)] pub initials : String, }
}
#[allow(clippy::all, clippy::pedantic)]
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
        const CARRY_LIMIT: ::heirloom::__private::usize = <v1::UserV1 as ::heirloom::__private::Migrate>::CARRY_LIMIT;
        const LAST_READER: ::heirloom::__private::Option<
            &'static ::heirloom::__private::str,
        > = <v1::UserV1 as ::heirloom::__private::Migrate>::LAST_READER;
        const WAS: &'static [&'static ::heirloom::__private::str] = &[];
        const FLATTENS: ::heirloom::__private::bool = false;
        const RESERVED: &'static ::heirloom::__private::Reserved = &::heirloom::__private::Reserved {
            names: &["name", "fax"],
            before: ::heirloom::__private::Some(
                <v1::UserV1 as ::heirloom::__private::Migrate>::RESERVED,
            ),
        };
        const SHAPE: ::heirloom::__private::Graph = {
            #[allow(unused_imports)]
            use ::heirloom::__private::Shapeless as _;
            ::heirloom::__private::graph_or_unknown(
                ::heirloom::__private::Of::<Self>::GRAPH,
                &::heirloom::__private::Type::Unknown("User"),
            )
        };
        type Link = ::heirloom::__private::Since<v1::UserV1>;
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
    const _: () = ::heirloom::__private::free(
        <v1::UserV1 as ::heirloom::__private::Migrate>::RESERVED,
        "full_name",
        "an older version had `full_name` too, and dropped or renamed it: a record that was missed would be misread; choose another name, or write `#[migrate(reuse = \"why\")]`",
    );
    const _: () = ::heirloom::__private::free(
        <v1::UserV1 as ::heirloom::__private::Migrate>::RESERVED,
        "tags",
        "an older version had `tags` too, and dropped or renamed it: a record that was missed would be misread; choose another name, or write `#[migrate(reuse = \"why\")]`",
    );
    const _: () = ::heirloom::__private::free(
        <v1::UserV1 as ::heirloom::__private::Migrate>::RESERVED,
        "initials",
        "an older version had `initials` too, and dropped or renamed it: a record that was missed would be misread; choose another name, or write `#[migrate(reuse = \"why\")]`",
    );
    #[automatically_derived]
    impl ::heirloom::__private::Step for User {
        type Old = v1::UserV1;
        const ONE_WAY: ::heirloom::__private::Option<
            &'static ::heirloom::__private::str,
        > = ::heirloom::__private::None;
        const LOSSES: &'static [::heirloom::__private::Loss] = &[
            ::heirloom::__private::Loss::new(
                "fax",
                ::heirloom::__private::Direction::Up,
                ::heirloom::__private::Treatment::Replaced,
            ),
            ::heirloom::__private::Loss::new(
                "port",
                ::heirloom::__private::Direction::Down,
                ::heirloom::__private::Treatment::Refused,
            ),
            ::heirloom::__private::Loss::new(
                "id",
                ::heirloom::__private::Direction::Up,
                ::heirloom::__private::Treatment::Refused,
            ),
            ::heirloom::__private::Loss::new(
                "tags",
                ::heirloom::__private::Direction::Down,
                ::heirloom::__private::Treatment::Kept,
            ),
            ::heirloom::__private::Loss::new(
                "initials",
                ::heirloom::__private::Direction::Down,
                ::heirloom::__private::Treatment::Kept,
            ),
        ];
        #[allow(unknown_lints, long_running_const_eval)]
        const BACKWARD: ::heirloom::__private::Reading = ::heirloom::__private::reads(
            {
                #[allow(unused_imports)]
                use ::heirloom::__private::Shapeless as _;
                ::heirloom::__private::graph_or_unknown(
                    ::heirloom::__private::Of::<v1::UserV1>::GRAPH,
                    &::heirloom::__private::Type::Unknown("v1::UserV1"),
                )
            },
            {
                #[allow(unused_imports)]
                use ::heirloom::__private::Shapeless as _;
                ::heirloom::__private::graph_or_unknown(
                    ::heirloom::__private::Of::<Self>::GRAPH,
                    &::heirloom::__private::Type::Unknown("User"),
                )
            },
        );
        #[allow(unknown_lints, long_running_const_eval)]
        const FORWARD: ::heirloom::__private::Reading = ::heirloom::__private::reads(
            {
                #[allow(unused_imports)]
                use ::heirloom::__private::Shapeless as _;
                ::heirloom::__private::graph_or_unknown(
                    ::heirloom::__private::Of::<Self>::GRAPH,
                    &::heirloom::__private::Type::Unknown("User"),
                )
            },
            {
                #[allow(unused_imports)]
                use ::heirloom::__private::Shapeless as _;
                ::heirloom::__private::graph_or_unknown(
                    ::heirloom::__private::Of::<v1::UserV1>::GRAPH,
                    &::heirloom::__private::Type::Unknown("v1::UserV1"),
                )
            },
        );
    }
    #[automatically_derived]
    impl ::heirloom::__private::StepUp for User {
        fn up(
            __record: v1::UserV1,
            __leaves: &mut ::heirloom::__private::Leaves,
        ) -> ::heirloom::__private::Result<Self, ::heirloom::__private::StepError> {
            let __made_initials = initials(&__record);
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
                    __leaves
                        .inside(
                            "items",
                            ::heirloom::__private::nested().0,
                            __field_items,
                        ),
                )?,
                id: ::heirloom::__private::at(
                    "id",
                    ::heirloom::__private::fallible(parse, __field_id),
                )?,
                tags: ::heirloom::__private::at(
                    "tags",
                    __leaves
                        .restore("tags", || ::heirloom::__private::Default::default()),
                )?,
                initials: ::heirloom::__private::at(
                    "initials",
                    __leaves.derived("initials", __made_initials),
                )?,
            })
        }
    }
    #[automatically_derived]
    impl ::heirloom::__private::StepDown for User {
        fn down(
            self,
            __leaves: &mut ::heirloom::__private::Leaves,
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
                tags: __field_tags,
                initials: __field_initials,
            } = __record;
            ::heirloom::__private::at("tags", __leaves.keep("tags", &__field_tags))?;
            let __made_initials = ::heirloom::__private::at(
                "initials",
                __leaves.note(&__field_initials),
            )?;
            {
                #[allow(unused_mut)]
                let mut __record = v1::UserV1 {
                    name: (::heirloom::__private::kept().1)(__field_full_name),
                    port: ::heirloom::__private::at(
                        "port",
                        (::heirloom::__private::widened().1)(__field_port),
                    )?,
                    items: ::heirloom::__private::at(
                        "items",
                        __leaves
                            .inside(
                                "items",
                                ::heirloom::__private::nested().1,
                                __field_items,
                            ),
                    )?,
                    id: ::heirloom::__private::apply(|id| id.to_string(), __field_id),
                    fax: ::heirloom::__private::Into::into("none"),
                };
                ::heirloom::__private::at(
                    "initials",
                    __leaves
                        .keep_noted("initials", __made_initials, &initials(&__record)),
                )?;
                ::heirloom::__private::Ok(__record)
            }
        }
    }
};
