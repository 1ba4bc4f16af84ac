#[doc(hidden)]
#[allow(unused_macros)]
macro_rules! __heirloom_Order {
    ($($__next:tt)*) => {
        ::heirloom::__private::__step! { { #[migrate()] pub struct Order { pub article :
        String, } } { $($__next)* } }
    };
}
#[doc(hidden)]
#[allow(unused_imports)]
pub(crate) use __heirloom_Order as Order;
#[allow(clippy::all, clippy::pedantic)]
const _: () = {
    #[allow(unused_imports)]
    use ::heirloom::__private::Shapeless as _;
    #[automatically_derived]
    impl ::heirloom::__private::Shape for Order {
        type At = ::heirloom::__private::Link<Self>;
    }
    #[automatically_derived]
    impl ::heirloom::__private::Body for Order {
        const ID: u64 = ::heirloom::__private::shape_id(
            5674569009719619752u64,
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
                            0usize,
                            "article",
                            &["article"],
                            (349782770752378602u64, 317877170947966907u64),
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
OrderV1! {
    #[migrate(from = OrderV1, context = Prices, join(Remark), emit(Shipment), may_remove,
    try_up = split, down = whole)] pub struct Order { pub article : String, }
}
#[allow(clippy::all, clippy::pedantic)]
const _: () = {
    #[automatically_derived]
    impl ::heirloom::__private::Migrate for Order {
        const ENTITY: &'static ::heirloom::__private::str = <OrderV1 as ::heirloom::__private::Migrate>::ENTITY;
        const VERSION: ::heirloom::__private::Version = ::heirloom::__private::Version::next_major(
            <OrderV1 as ::heirloom::__private::Migrate>::VERSION,
        );
        const TAG: ::heirloom::__private::Tag = <OrderV1 as ::heirloom::__private::Migrate>::TAG;
        const UNTAGGED: ::heirloom::__private::Option<::heirloom::__private::Version> = <OrderV1 as ::heirloom::__private::Migrate>::UNTAGGED;
        const NAMED: ::heirloom::__private::bool = <OrderV1 as ::heirloom::__private::Migrate>::NAMED;
        const CARRY_LIMIT: ::heirloom::__private::usize = <OrderV1 as ::heirloom::__private::Migrate>::CARRY_LIMIT;
        const LAST_READER: ::heirloom::__private::Option<
            &'static ::heirloom::__private::str,
        > = <OrderV1 as ::heirloom::__private::Migrate>::LAST_READER;
        const WAS: &'static [&'static ::heirloom::__private::str] = &[];
        const FLATTENS: ::heirloom::__private::bool = false;
        const RESERVED: &'static ::heirloom::__private::Reserved = &::heirloom::__private::Reserved {
            names: &[],
            before: ::heirloom::__private::Some(
                <OrderV1 as ::heirloom::__private::Migrate>::RESERVED,
            ),
        };
        const SHAPE: ::heirloom::__private::Graph = {
            #[allow(unused_imports)]
            use ::heirloom::__private::Shapeless as _;
            ::heirloom::__private::graph_or_unknown(
                ::heirloom::__private::Of::<Self>::GRAPH,
                &::heirloom::__private::Type::Unknown("Order"),
            )
        };
        type Link = ::heirloom::__private::With<OrderV1>;
        fn written() -> &'static ::heirloom::__private::Written {
            static WRITTEN: ::heirloom::__private::Written = ::heirloom::__private::Written::new();
            &WRITTEN
        }
    }
    ::heirloom::__private::__with_diesel! {
        #[automatically_derived] impl ::heirloom::__private::From <
        ::heirloom::__private::Versioned < Self >> for Order { fn from(record :
        ::heirloom::__private::Versioned < Self >) -> Self {
        ::heirloom::__private::Versioned::into_inner(record) } }
    }
    #[automatically_derived]
    impl ::heirloom::__private::Step for Order {
        type Old = OrderV1;
        const ONE_WAY: ::heirloom::__private::Option<
            &'static ::heirloom::__private::str,
        > = ::heirloom::__private::None;
        const LOSSES: &'static [::heirloom::__private::Loss] = &[
            ::heirloom::__private::Loss::new(
                "",
                ::heirloom::__private::Direction::Up,
                ::heirloom::__private::Treatment::Removed,
            ),
        ];
        #[allow(unknown_lints, long_running_const_eval)]
        const BACKWARD: ::heirloom::__private::Reading = ::heirloom::__private::reads(
            {
                #[allow(unused_imports)]
                use ::heirloom::__private::Shapeless as _;
                ::heirloom::__private::graph_or_unknown(
                    ::heirloom::__private::Of::<OrderV1>::GRAPH,
                    &::heirloom::__private::Type::Unknown("OrderV1"),
                )
            },
            {
                #[allow(unused_imports)]
                use ::heirloom::__private::Shapeless as _;
                ::heirloom::__private::graph_or_unknown(
                    ::heirloom::__private::Of::<Self>::GRAPH,
                    &::heirloom::__private::Type::Unknown("Order"),
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
                    &::heirloom::__private::Type::Unknown("Order"),
                )
            },
            {
                #[allow(unused_imports)]
                use ::heirloom::__private::Shapeless as _;
                ::heirloom::__private::graph_or_unknown(
                    ::heirloom::__private::Of::<OrderV1>::GRAPH,
                    &::heirloom::__private::Type::Unknown("OrderV1"),
                )
            },
        );
    }
    #[automatically_derived]
    impl ::heirloom::__private::StepWith for Order {
        type Context = Prices;
        type Joined = Remark;
        type Emitted = Shipment;
        fn up_with(
            __record: OrderV1,
            __context: &Prices,
            __joined: ::heirloom::__private::Option<Remark>,
        ) -> ::heirloom::__private::Result<
            ::heirloom::__private::Made<Self, Shipment>,
            ::heirloom::__private::StepError,
        > {
            let __made: ::heirloom::__private::Result<
                _,
                ::heirloom::__private::StepError,
            > = ::heirloom::__private::refused((split)(__record, __context, __joined));
            ::heirloom::__private::Ok(::heirloom::__private::Made::outcome_and(__made?))
        }
    }
    #[automatically_derived]
    impl ::heirloom::__private::StepDownWith for Order {
        fn down_with(
            self,
            __emitted: ::heirloom::__private::Vec<Shipment>,
        ) -> ::heirloom::__private::Result<
            (OrderV1, ::heirloom::__private::Option<Remark>),
            ::heirloom::__private::StepError,
        > {
            let __record = self;
            let __made: ::heirloom::__private::Result<
                _,
                ::heirloom::__private::StepError,
            > = ::heirloom::__private::Ok((whole)(__record, __emitted));
            ::heirloom::__private::Ok(__made?)
        }
    }
};
