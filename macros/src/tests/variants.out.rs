#[doc(hidden)]
#[allow(unused_macros)]
macro_rules! __heirloom_State {
    ($($__next:tt)*) => {
        ::heirloom::__private::__step! { { #[migrate()] pub enum State { Open, Closed {
        reason : String, by : Option < String >, }, OnHold, Split(u8), } } { $($__next)*
        } }
    };
}
#[doc(hidden)]
#[allow(unused_imports)]
pub(crate) use __heirloom_State as State;
#[allow(clippy::all, clippy::pedantic)]
const _: () = {
    #[allow(unused_imports)]
    use ::heirloom::__private::Shapeless as _;
    #[automatically_derived]
    impl ::heirloom::__private::Shape for State {
        type At = ::heirloom::__private::Link<Self>;
    }
    #[automatically_derived]
    impl ::heirloom::__private::Body for State {
        const ID: u64 = ::heirloom::__private::shape_id(
            14861016149756977374u64,
            &[::heirloom::__private::file!(), ::heirloom::__private::module_path!()],
            [::heirloom::__private::line!(), ::heirloom::__private::column!()],
            &[],
        );
        const TYPE: &'static ::heirloom::__private::Type = {
            let __type0 = ::heirloom::__private::or_unknown(
                ::heirloom::__private::Of::<Option<String>>::TYPE,
                &::heirloom::__private::Type::Unknown("Option<String>"),
            );
            let __type1 = ::heirloom::__private::or_unknown(
                ::heirloom::__private::Of::<String>::TYPE,
                &::heirloom::__private::Type::Unknown("String"),
            );
            let __type2 = ::heirloom::__private::or_unknown(
                ::heirloom::__private::Of::<u8>::TYPE,
                &::heirloom::__private::Type::Unknown("u8"),
            );
            &::heirloom::__private::Type::Enum(
                &::heirloom::__private::EnumShape {
                    id: Self::ID,
                    tagging: ::heirloom::__private::Tagging::External,
                    variants: &[
                        ::heirloom::__private::VariantShape {
                            name: "Closed",
                            reads: &["Closed"],
                            payload: ::heirloom::__private::Payload::Struct(
                                &[
                                    ::heirloom::__private::FieldShape::plain(
                                        1usize,
                                        "by",
                                        &["by"],
                                        (297333919669467966u64, 622562719580638710u64),
                                        __type0,
                                    ),
                                    ::heirloom::__private::FieldShape::plain(
                                        0usize,
                                        "reason",
                                        &["reason"],
                                        (937012123667969640u64, 2146707758135672337u64),
                                        __type1,
                                    ),
                                ],
                            ),
                            written: true,
                            read: true,
                            other: false,
                            untagged: false,
                            label: ::heirloom::__private::Printed::new(
                                "Closed",
                                349537336930433310u64,
                                2146707758135672337u64,
                            ),
                            others: ::heirloom::__private::Printed::new("", 0u64, 1u64),
                        },
                        ::heirloom::__private::VariantShape {
                            name: "OnHold",
                            reads: &["OnHold"],
                            payload: ::heirloom::__private::Payload::Unit,
                            written: true,
                            read: true,
                            other: false,
                            untagged: false,
                            label: ::heirloom::__private::Printed::new(
                                "OnHold",
                                909445960919830971u64,
                                2146707758135672337u64,
                            ),
                            others: ::heirloom::__private::Printed::new("", 0u64, 1u64),
                        },
                        ::heirloom::__private::VariantShape {
                            name: "Open",
                            reads: &["Open"],
                            payload: ::heirloom::__private::Payload::Unit,
                            written: true,
                            read: true,
                            other: false,
                            untagged: false,
                            label: ::heirloom::__private::Printed::new(
                                "Open",
                                929678227375332399u64,
                                2171037044419378542u64,
                            ),
                            others: ::heirloom::__private::Printed::new("", 0u64, 1u64),
                        },
                        ::heirloom::__private::VariantShape {
                            name: "Split",
                            reads: &["Split"],
                            payload: ::heirloom::__private::Payload::Newtype(__type2),
                            written: true,
                            read: true,
                            other: false,
                            untagged: false,
                            label: ::heirloom::__private::Printed::new(
                                "Split",
                                883425710215065474u64,
                                1025106060371592683u64,
                            ),
                            others: ::heirloom::__private::Printed::new("", 0u64, 1u64),
                        },
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
StateV1! {
    #[migrate(from = StateV1, drop(Legacy => Open))] pub enum State { Open,
    #[migrate(drop(1, default))] Closed { #[migrate(from = 0)] reason : String,
    #[migrate(default_with = author)] by : Option < String >, }, #[migrate(added, down =
    Closed("on hold".into(), 0))] OnHold, #[migrate(added, down = fail)] Split(u8), }
}
#[allow(clippy::all, clippy::pedantic)]
const _: () = {
    #[automatically_derived]
    impl ::heirloom::__private::Migrate for State {
        const ENTITY: &'static ::heirloom::__private::str = <StateV1 as ::heirloom::__private::Migrate>::ENTITY;
        const VERSION: ::heirloom::__private::Version = ::heirloom::__private::Version::next_major(
            <StateV1 as ::heirloom::__private::Migrate>::VERSION,
        );
        const TAG: ::heirloom::__private::Tag = <StateV1 as ::heirloom::__private::Migrate>::TAG;
        const UNTAGGED: ::heirloom::__private::Option<::heirloom::__private::Version> = <StateV1 as ::heirloom::__private::Migrate>::UNTAGGED;
        const NAMED: ::heirloom::__private::bool = <StateV1 as ::heirloom::__private::Migrate>::NAMED;
        const CARRY_LIMIT: ::heirloom::__private::usize = <StateV1 as ::heirloom::__private::Migrate>::CARRY_LIMIT;
        const LAST_READER: ::heirloom::__private::Option<
            &'static ::heirloom::__private::str,
        > = <StateV1 as ::heirloom::__private::Migrate>::LAST_READER;
        const WAS: &'static [&'static ::heirloom::__private::str] = &[];
        const FLATTENS: ::heirloom::__private::bool = false;
        const RESERVED: &'static ::heirloom::__private::Reserved = &::heirloom::__private::Reserved {
            names: &["Legacy"],
            before: ::heirloom::__private::Some(
                <StateV1 as ::heirloom::__private::Migrate>::RESERVED,
            ),
        };
        const SHAPE: ::heirloom::__private::Graph = {
            #[allow(unused_imports)]
            use ::heirloom::__private::Shapeless as _;
            ::heirloom::__private::graph_or_unknown(
                ::heirloom::__private::Of::<Self>::GRAPH,
                &::heirloom::__private::Type::Unknown("State"),
            )
        };
        type Link = ::heirloom::__private::Since<StateV1>;
        fn written() -> &'static ::heirloom::__private::Written {
            static WRITTEN: ::heirloom::__private::Written = ::heirloom::__private::Written::new();
            &WRITTEN
        }
    }
    ::heirloom::__private::__with_diesel! {
        #[automatically_derived] impl ::heirloom::__private::From <
        ::heirloom::__private::Versioned < Self >> for State { fn from(record :
        ::heirloom::__private::Versioned < Self >) -> Self {
        ::heirloom::__private::Versioned::into_inner(record) } }
    }
    const _: () = ::heirloom::__private::free(
        <StateV1 as ::heirloom::__private::Migrate>::RESERVED,
        "OnHold",
        "an older version had `OnHold` too, and dropped or renamed it: a record that was missed would be misread; choose another name, or write `#[migrate(reuse = \"why\")]`",
    );
    const _: () = ::heirloom::__private::free(
        <StateV1 as ::heirloom::__private::Migrate>::RESERVED,
        "Split",
        "an older version had `Split` too, and dropped or renamed it: a record that was missed would be misread; choose another name, or write `#[migrate(reuse = \"why\")]`",
    );
    #[automatically_derived]
    impl ::heirloom::__private::Step for State {
        type Old = StateV1;
        const ONE_WAY: ::heirloom::__private::Option<
            &'static ::heirloom::__private::str,
        > = ::heirloom::__private::None;
        const LOSSES: &'static [::heirloom::__private::Loss] = &[
            ::heirloom::__private::Loss::new(
                "Closed.1",
                ::heirloom::__private::Direction::Up,
                ::heirloom::__private::Treatment::Replaced,
            ),
            ::heirloom::__private::Loss::new(
                "Closed.by",
                ::heirloom::__private::Direction::Down,
                ::heirloom::__private::Treatment::Kept,
            ),
            ::heirloom::__private::Loss::new(
                "Legacy",
                ::heirloom::__private::Direction::Up,
                ::heirloom::__private::Treatment::Replaced,
            ),
            ::heirloom::__private::Loss::new(
                "OnHold",
                ::heirloom::__private::Direction::Down,
                ::heirloom::__private::Treatment::Kept,
            ),
            ::heirloom::__private::Loss::new(
                "Split",
                ::heirloom::__private::Direction::Down,
                ::heirloom::__private::Treatment::Refused,
            ),
        ];
        #[allow(unknown_lints, long_running_const_eval)]
        const BACKWARD: ::heirloom::__private::Reading = ::heirloom::__private::reads(
            {
                #[allow(unused_imports)]
                use ::heirloom::__private::Shapeless as _;
                ::heirloom::__private::graph_or_unknown(
                    ::heirloom::__private::Of::<StateV1>::GRAPH,
                    &::heirloom::__private::Type::Unknown("StateV1"),
                )
            },
            {
                #[allow(unused_imports)]
                use ::heirloom::__private::Shapeless as _;
                ::heirloom::__private::graph_or_unknown(
                    ::heirloom::__private::Of::<Self>::GRAPH,
                    &::heirloom::__private::Type::Unknown("State"),
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
                    &::heirloom::__private::Type::Unknown("State"),
                )
            },
            {
                #[allow(unused_imports)]
                use ::heirloom::__private::Shapeless as _;
                ::heirloom::__private::graph_or_unknown(
                    ::heirloom::__private::Of::<StateV1>::GRAPH,
                    &::heirloom::__private::Type::Unknown("StateV1"),
                )
            },
        );
    }
    #[automatically_derived]
    impl ::heirloom::__private::StepUp for State {
        fn up(
            __record: StateV1,
            __leaves: &mut ::heirloom::__private::Leaves,
        ) -> ::heirloom::__private::Result<Self, ::heirloom::__private::StepError> {
            if let ::heirloom::__private::Some(__original) = __leaves
                .original("", &__record)?
            {
                return ::heirloom::__private::Ok(__original);
            }
            let __made_by_0 = match &__record {
                StateV1::Closed { .. } => ::heirloom::__private::Some(author(&__record)),
                #[allow(unreachable_patterns)]
                _ => ::heirloom::__private::None,
            };
            match __record {
                StateV1::Open {} => ::heirloom::__private::Ok(Self::Open {}),
                StateV1::Closed { 0: __field_0, 1: _ } => {
                    let ::heirloom::__private::Some(__made_by) = __made_by_0 else {
                        ::heirloom::__private::unreachable!("made for this variant")
                    };
                    ::heirloom::__private::Ok(Self::Closed {
                        reason: (::heirloom::__private::kept().0)(__field_0),
                        by: ::heirloom::__private::at(
                            "Closed.by",
                            __leaves.derived("Closed.by", __made_by),
                        )?,
                    })
                }
                StateV1::Legacy { .. } => ::heirloom::__private::Ok(Self::Open),
            }
        }
    }
    #[automatically_derived]
    impl ::heirloom::__private::StepDown for State {
        fn down(
            self,
            __leaves: &mut ::heirloom::__private::Leaves,
        ) -> ::heirloom::__private::Result<StateV1, ::heirloom::__private::StepError> {
            let __record = self;
            match __record {
                Self::Open {} => ::heirloom::__private::Ok(StateV1::Open {}),
                Self::Closed { reason: __field_reason, by: __field_by } => {
                    let __made_by = ::heirloom::__private::at(
                        "Closed.by",
                        __leaves.note(&__field_by),
                    )?;
                    {
                        #[allow(unused_mut)]
                        let mut __record = StateV1::Closed {
                            0: (::heirloom::__private::kept().1)(__field_reason),
                            1: ::heirloom::__private::Default::default(),
                        };
                        ::heirloom::__private::at(
                            "Closed.by",
                            __leaves
                                .keep_noted("Closed.by", __made_by, &author(&__record)),
                        )?;
                        ::heirloom::__private::Ok(__record)
                    }
                }
                __record @ Self::OnHold { .. } => {
                    let __noted = __leaves.note(&__record)?;
                    let __result: ::heirloom::__private::Result<
                        _,
                        ::heirloom::__private::StepError,
                    > = ::heirloom::__private::Ok(StateV1::Closed("on hold".into(), 0));
                    let __result = __result?;
                    __leaves.keep_noted("", __noted, &__result)?;
                    ::heirloom::__private::Ok(__result)
                }
                Self::Split { .. } => {
                    ::heirloom::__private::Err(
                        ::heirloom::__private::StepError::new(
                            "the variant `Split` has no counterpart there, and the step says `fail`",
                        ),
                    )
                }
            }
        }
    }
};
