#[doc(hidden)]
#[allow(unused_macros)]
macro_rules! __heirloom_User {
    ($($__next:tt)*) => {
        ::heirloom::__private::__step! { { #[migrate()] pub struct User { pub first :
        String, pub last : String, pub mail : Option < String >, pub level : u8, pub seen
        : u32, pub initials : String, } } { $($__next)* } }
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
            1226800295152160981u64,
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
                ::heirloom::__private::Of::<u8>::TYPE,
                &::heirloom::__private::Type::Unknown("u8"),
            );
            let __type2 = ::heirloom::__private::or_unknown(
                ::heirloom::__private::Of::<Option<String>>::TYPE,
                &::heirloom::__private::Type::Unknown("Option<String>"),
            );
            let __type3 = ::heirloom::__private::or_unknown(
                ::heirloom::__private::Of::<u32>::TYPE,
                &::heirloom::__private::Type::Unknown("u32"),
            );
            &::heirloom::__private::Type::Struct(
                &::heirloom::__private::StructShape {
                    id: Self::ID,
                    fields: &[
                        ::heirloom::__private::FieldShape::plain(
                            0usize,
                            "first",
                            &["first"],
                            (327158850099397604u64, 1025106060371592683u64),
                            __type0,
                        ),
                        ::heirloom::__private::FieldShape::plain(
                            5usize,
                            "initials",
                            &["initials"],
                            (752337561793732650u64, 2117885867388412761u64),
                            __type0,
                        ),
                        ::heirloom::__private::FieldShape::plain(
                            1usize,
                            "last",
                            &["last"],
                            (2276845601678734381u64, 2171037044419378542u64),
                            __type0,
                        ),
                        ::heirloom::__private::FieldShape::plain(
                            3usize,
                            "level",
                            &["level"],
                            (42260273459322598u64, 1025106060371592683u64),
                            __type1,
                        ),
                        ::heirloom::__private::FieldShape::plain(
                            2usize,
                            "mail",
                            &["mail"],
                            (2099012208487438390u64, 2171037044419378542u64),
                            __type2,
                        ),
                        ::heirloom::__private::FieldShape::plain(
                            4usize,
                            "seen",
                            &["seen"],
                            (918781731753738739u64, 2171037044419378542u64),
                            __type3,
                        ),
                    ],
                    closed: false,
                },
            )
        };
        #[inline]
        fn reach() -> impl ::heirloom::__private::Reach {
            ::heirloom::__private::types(
                ::heirloom::__private::Of::<Option<String>>::REACH,
                ::heirloom::__private::NO_TYPES,
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
UserV1! {
    #[migrate(from = UserV1, drop(fax, keep), split(name => first, last; up = apart, down
    = together, keep))] pub struct User { pub first : String, pub last : String,
    #[migrate(from = mails, first, keep)] pub mail : Option < String >,
    #[migrate(map("low" => 1, "high" => 3), down_or = "low")] pub level : u8,
    #[migrate(default, accept_loss = "counted anew")] pub seen : u32, #[migrate(computed
    = initials)] pub initials : String, }
}
#[allow(clippy::all, clippy::pedantic)]
const _: () = {
    #[automatically_derived]
    impl ::heirloom::__private::Migrate for User {
        const ENTITY: &'static ::heirloom::__private::str = <UserV1 as ::heirloom::__private::Migrate>::ENTITY;
        const VERSION: ::heirloom::__private::Version = ::heirloom::__private::Version::next_major(
            <UserV1 as ::heirloom::__private::Migrate>::VERSION,
        );
        const TAG: ::heirloom::__private::Tag = <UserV1 as ::heirloom::__private::Migrate>::TAG;
        const UNTAGGED: ::heirloom::__private::Option<::heirloom::__private::Version> = <UserV1 as ::heirloom::__private::Migrate>::UNTAGGED;
        const NAMED: ::heirloom::__private::bool = <UserV1 as ::heirloom::__private::Migrate>::NAMED;
        const CARRY_LIMIT: ::heirloom::__private::usize = <UserV1 as ::heirloom::__private::Migrate>::CARRY_LIMIT;
        const LAST_READER: ::heirloom::__private::Option<
            &'static ::heirloom::__private::str,
        > = <UserV1 as ::heirloom::__private::Migrate>::LAST_READER;
        const WAS: &'static [&'static ::heirloom::__private::str] = &[];
        const FLATTENS: ::heirloom::__private::bool = false;
        const RESERVED: &'static ::heirloom::__private::Reserved = &::heirloom::__private::Reserved {
            names: &["name", "fax", "mails"],
            before: ::heirloom::__private::Some(
                <UserV1 as ::heirloom::__private::Migrate>::RESERVED,
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
        type Link = ::heirloom::__private::Since<UserV1>;
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
        <UserV1 as ::heirloom::__private::Migrate>::RESERVED,
        "first",
        "an older version had `first` too, and dropped or renamed it: a record that was missed would be misread; choose another name, or write `#[migrate(reuse = \"why\")]`",
    );
    const _: () = ::heirloom::__private::free(
        <UserV1 as ::heirloom::__private::Migrate>::RESERVED,
        "last",
        "an older version had `last` too, and dropped or renamed it: a record that was missed would be misread; choose another name, or write `#[migrate(reuse = \"why\")]`",
    );
    const _: () = ::heirloom::__private::free(
        <UserV1 as ::heirloom::__private::Migrate>::RESERVED,
        "mail",
        "an older version had `mail` too, and dropped or renamed it: a record that was missed would be misread; choose another name, or write `#[migrate(reuse = \"why\")]`",
    );
    const _: () = ::heirloom::__private::free(
        <UserV1 as ::heirloom::__private::Migrate>::RESERVED,
        "seen",
        "an older version had `seen` too, and dropped or renamed it: a record that was missed would be misread; choose another name, or write `#[migrate(reuse = \"why\")]`",
    );
    const _: () = ::heirloom::__private::free(
        <UserV1 as ::heirloom::__private::Migrate>::RESERVED,
        "initials",
        "an older version had `initials` too, and dropped or renamed it: a record that was missed would be misread; choose another name, or write `#[migrate(reuse = \"why\")]`",
    );
    #[automatically_derived]
    impl ::heirloom::__private::Step for User {
        type Old = UserV1;
        const ONE_WAY: ::heirloom::__private::Option<
            &'static ::heirloom::__private::str,
        > = ::heirloom::__private::None;
        const LOSSES: &'static [::heirloom::__private::Loss] = &[
            ::heirloom::__private::Loss::new(
                "fax",
                ::heirloom::__private::Direction::Up,
                ::heirloom::__private::Treatment::Kept,
            ),
            ::heirloom::__private::Loss::new(
                "name",
                ::heirloom::__private::Direction::Up,
                ::heirloom::__private::Treatment::Kept,
            ),
            ::heirloom::__private::Loss::new(
                "name",
                ::heirloom::__private::Direction::Down,
                ::heirloom::__private::Treatment::Kept,
            ),
            ::heirloom::__private::Loss::new(
                "mail",
                ::heirloom::__private::Direction::Up,
                ::heirloom::__private::Treatment::Kept,
            ),
            ::heirloom::__private::Loss::new(
                "level",
                ::heirloom::__private::Direction::Up,
                ::heirloom::__private::Treatment::Refused,
            ),
            ::heirloom::__private::Loss::new(
                "level",
                ::heirloom::__private::Direction::Down,
                ::heirloom::__private::Treatment::Kept,
            ),
            ::heirloom::__private::Loss::new(
                "seen",
                ::heirloom::__private::Direction::Down,
                ::heirloom::__private::Treatment::Accepted("counted anew"),
            ),
            ::heirloom::__private::Loss::new(
                "initials",
                ::heirloom::__private::Direction::Down,
                ::heirloom::__private::Treatment::Computed,
            ),
        ];
        #[allow(unknown_lints, long_running_const_eval)]
        const BACKWARD: ::heirloom::__private::Reading = ::heirloom::__private::reads(
            {
                #[allow(unused_imports)]
                use ::heirloom::__private::Shapeless as _;
                ::heirloom::__private::graph_or_unknown(
                    ::heirloom::__private::Of::<UserV1>::GRAPH,
                    &::heirloom::__private::Type::Unknown("UserV1"),
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
                    ::heirloom::__private::Of::<UserV1>::GRAPH,
                    &::heirloom::__private::Type::Unknown("UserV1"),
                )
            },
        );
    }
    #[automatically_derived]
    impl ::heirloom::__private::StepUp for User {
        fn up(
            __record: UserV1,
            __leaves: &mut ::heirloom::__private::Leaves,
        ) -> ::heirloom::__private::Result<Self, ::heirloom::__private::StepError> {
            let UserV1 {
                mails: __field_mails,
                level: __field_level,
                fax: __field_fax,
                name: __field_name,
            } = __record;
            ::heirloom::__private::at("fax", __leaves.keep("fax", &__field_fax))?;
            let (__made_first, __made_last) = ::heirloom::__private::at(
                "name",
                __leaves
                    .convert(
                        "name",
                        __field_name,
                        |__field_name| ::heirloom::__private::Ok((apart)(__field_name)),
                        |(__made_first, __made_last)| ::heirloom::__private::Ok(
                            (together)(__made_first, __made_last),
                        ),
                    ),
            )?;
            {
                #[allow(unused_mut)]
                let mut __record = Self {
                    mail: ::heirloom::__private::at(
                        "mails",
                        (::heirloom::__private::shortened()
                            .0)(__leaves, "mail", __field_mails, true),
                    )?,
                    level: ::heirloom::__private::at(
                        "level",
                        __leaves
                            .or_original(
                                "level",
                                __field_level,
                                |__field_level| match ::heirloom::__private::text(
                                    &__field_level,
                                ) {
                                    "low" => {
                                        let __value: u8 = 1;
                                        ::heirloom::__private::Ok(__value)
                                    }
                                    "high" => {
                                        let __value: u8 = 3;
                                        ::heirloom::__private::Ok(__value)
                                    }
                                    #[allow(unreachable_patterns)]
                                    _ => {
                                        ::heirloom::__private::Err(
                                            ::heirloom::__private::StepError::new(
                                                "the `map` has no entry for this value",
                                            ),
                                        )
                                    }
                                },
                            ),
                    )?,
                    seen: ::heirloom::__private::Default::default(),
                    initials: ::heirloom::__private::Default::default(),
                    first: __made_first,
                    last: __made_last,
                };
                let __computed = initials(&__record);
                #[allow(irrefutable_let_patterns)]
                if let Self { initials: __slot, .. } = &mut __record {
                    *__slot = __computed;
                }
                ::heirloom::__private::Ok(__record)
            }
        }
    }
    #[automatically_derived]
    impl ::heirloom::__private::StepDown for User {
        fn down(
            self,
            __leaves: &mut ::heirloom::__private::Leaves,
        ) -> ::heirloom::__private::Result<UserV1, ::heirloom::__private::StepError> {
            let __record = self;
            let Self {
                mail: __field_mail,
                level: __field_level,
                seen: _,
                initials: _,
                first: __field_first,
                last: __field_last,
            } = __record;
            let __made_name = ::heirloom::__private::at(
                "first",
                __leaves
                    .convert(
                        "name",
                        (__field_first, __field_last),
                        |(__field_first, __field_last)| ::heirloom::__private::Ok(
                            (together)(__field_first, __field_last),
                        ),
                        |__made_name| ::heirloom::__private::Ok((apart)(__made_name)),
                    ),
            )?;
            ::heirloom::__private::Ok(UserV1 {
                mails: ::heirloom::__private::at(
                    "mail",
                    (::heirloom::__private::shortened()
                        .1)(__leaves, "mail", __field_mail),
                )?,
                level: ::heirloom::__private::at(
                    "level",
                    __leaves
                        .convert(
                            "level",
                            __field_level,
                            |__field_level| ::heirloom::__private::Ok(
                                ::heirloom::__private::otherwise(
                                    ::heirloom::__private::like(
                                        |__old: &UserV1| &__old.level,
                                        match __field_level {
                                            1 => {
                                                let __value = ::heirloom::__private::Into::into("low");
                                                ::heirloom::__private::Ok(__value)
                                            }
                                            3 => {
                                                let __value = ::heirloom::__private::Into::into("high");
                                                ::heirloom::__private::Ok(__value)
                                            }
                                            #[allow(unreachable_patterns)]
                                            _ => {
                                                ::heirloom::__private::Err(
                                                    ::heirloom::__private::StepError::new(
                                                        "the `map` has no entry for this value",
                                                    ),
                                                )
                                            }
                                        },
                                    ),
                                    || ::heirloom::__private::Into::into("low"),
                                ),
                            ),
                            |__field_level| match ::heirloom::__private::text(
                                &__field_level,
                            ) {
                                "low" => {
                                    let __value: u8 = 1;
                                    ::heirloom::__private::Ok(__value)
                                }
                                "high" => {
                                    let __value: u8 = 3;
                                    ::heirloom::__private::Ok(__value)
                                }
                                #[allow(unreachable_patterns)]
                                _ => {
                                    ::heirloom::__private::Err(
                                        ::heirloom::__private::StepError::new(
                                            "the `map` has no entry for this value",
                                        ),
                                    )
                                }
                            },
                        ),
                )?,
                fax: ::heirloom::__private::at(
                    "fax",
                    __leaves.restore("fax", || ::heirloom::__private::Default::default()),
                )?,
                name: __made_name,
            })
        }
    }
};
