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
        type Link = ::heirloom::__private::With<OrderV1>;
        fn written() -> &'static ::heirloom::__private::Written {
            static WRITTEN: ::heirloom::__private::Written = ::heirloom::__private::Written::new();
            &WRITTEN
        }
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
