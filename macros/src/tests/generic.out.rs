#[doc(hidden)]
#[allow(unused_macros)]
macro_rules! __heirloom_Page {
    ($($__next:tt)*) => {
        crate ::storage::__private::__step! { { #[migrate(version = "2.1",)] pub struct
        Page < T : Clone, const N : usize > where T : Default, { pub items : Vec < T >, }
        } { $($__next)* } }
    };
}
#[doc(hidden)]
#[allow(unused_imports)]
pub(crate) use __heirloom_Page as Page;
#[allow(clippy::all, clippy::pedantic)]
const _: () = {
    #[allow(unused_imports)]
    use crate::storage::__private::Shapeless as _;
    #[automatically_derived]
    impl<
        T: Clone + crate::storage::__private::Shape,
        const N: usize,
    > crate::storage::__private::Shape for Page<T, N>
    where
        T: Default,
    {
        type At = crate::storage::__private::Link<Self>;
    }
    #[automatically_derived]
    impl<
        T: Clone + crate::storage::__private::Shape,
        const N: usize,
    > crate::storage::__private::Body for Page<T, N>
    where
        T: Default,
    {
        const ID: u64 = crate::storage::__private::shape_id(
            11953015539786543651u64,
            &[
                crate::storage::__private::file!(),
                crate::storage::__private::module_path!(),
            ],
            [crate::storage::__private::line!(), crate::storage::__private::column!()],
            &[
                crate::storage::__private::shape_identity(
                    crate::storage::__private::or_unknown(
                        crate::storage::__private::Of::<T>::TYPE,
                        &crate::storage::__private::Type::Unknown("T"),
                    ),
                ),
                N as u64,
            ],
        );
        const TYPE: &'static crate::storage::__private::Type = {
            let __type0 = crate::storage::__private::or_unknown(
                crate::storage::__private::Of::<Vec<T>>::TYPE,
                &crate::storage::__private::Type::Unknown("Vec<T>"),
            );
            &crate::storage::__private::Type::Struct(
                &crate::storage::__private::StructShape {
                    id: Self::ID,
                    fields: &[
                        crate::storage::__private::FieldShape::plain(
                            0usize,
                            "items",
                            &["items"],
                            (1179123205301146885u64, 1025106060371592683u64),
                            __type0,
                        ),
                    ],
                    closed: false,
                },
            )
        };
        #[inline]
        fn reach() -> impl crate::storage::__private::Reach {
            crate::storage::__private::types(
                crate::storage::__private::Of::<Vec<T>>::REACH,
                crate::storage::__private::NO_TYPES,
                crate::storage::__private::NO_TYPES,
                crate::storage::__private::NO_TYPES,
                crate::storage::__private::NO_TYPES,
                crate::storage::__private::NO_TYPES,
                crate::storage::__private::NO_TYPES,
                crate::storage::__private::NO_TYPES,
            )()
        }
    }
};
PageV1! {
    #[migrate(from = PageV1 < T, N >, version = "2.1", crate = crate ::storage)] pub
    struct Page < T : Clone, const N : usize > where T : Default, { pub items : Vec < T
    >, }
}
#[allow(clippy::all, clippy::pedantic)]
const _: () = {
    #[automatically_derived]
    impl<T: Clone, const N: usize> crate::storage::__private::Migrate for Page<T, N>
    where
        T: Default,
        T: crate::storage::__private::Serialize
            + crate::storage::__private::DeserializeOwned,
    {
        const ENTITY: &'static crate::storage::__private::str = <PageV1<
            T,
            N,
        > as crate::storage::__private::Migrate>::ENTITY;
        const VERSION: crate::storage::__private::Version = crate::storage::__private::later(
            <PageV1<T, N> as crate::storage::__private::Migrate>::VERSION,
            crate::storage::__private::Version::new(2u32, 1u32, 0u32),
            "version 2.1 does not come after the version of `PageV1`; versions go forward",
        );
        const TAG: crate::storage::__private::Tag = <PageV1<
            T,
            N,
        > as crate::storage::__private::Migrate>::TAG;
        const UNTAGGED: crate::storage::__private::Option<
            crate::storage::__private::Version,
        > = <PageV1<T, N> as crate::storage::__private::Migrate>::UNTAGGED;
        const NAMED: crate::storage::__private::bool = <PageV1<
            T,
            N,
        > as crate::storage::__private::Migrate>::NAMED;
        const CARRY_LIMIT: crate::storage::__private::usize = <PageV1<
            T,
            N,
        > as crate::storage::__private::Migrate>::CARRY_LIMIT;
        const LAST_READER: crate::storage::__private::Option<
            &'static crate::storage::__private::str,
        > = <PageV1<T, N> as crate::storage::__private::Migrate>::LAST_READER;
        const WAS: &'static [&'static crate::storage::__private::str] = &[];
        const FLATTENS: crate::storage::__private::bool = false;
        const RESERVED: &'static crate::storage::__private::Reserved = &crate::storage::__private::Reserved {
            names: &[],
            before: crate::storage::__private::Some(
                <PageV1<T, N> as crate::storage::__private::Migrate>::RESERVED,
            ),
        };
        const SHAPE: crate::storage::__private::Graph = {
            #[allow(unused_imports)]
            use crate::storage::__private::Shapeless as _;
            crate::storage::__private::graph_or_unknown(
                crate::storage::__private::Of::<Self>::GRAPH,
                &crate::storage::__private::Type::Unknown("Page"),
            )
        };
        type Link = crate::storage::__private::Since<PageV1<T, N>>;
        fn written() -> &'static crate::storage::__private::Written {
            static WRITTEN: crate::storage::__private::Written = crate::storage::__private::Written::new();
            &WRITTEN
        }
    }
    crate::storage::__private::__with_diesel! {
        #[automatically_derived] impl < T : Clone, const N : usize > crate
        ::storage::__private::From < crate ::storage::__private::Versioned < Self >> for
        Page < T, N > where T : Default, T : crate ::storage::__private::Serialize +
        crate ::storage::__private::DeserializeOwned { fn from(record : crate
        ::storage::__private::Versioned < Self >) -> Self { crate
        ::storage::__private::Versioned::into_inner(record) } }
    }
    #[automatically_derived]
    impl<T: Clone, const N: usize> crate::storage::__private::Step for Page<T, N>
    where
        T: Default,
        T: crate::storage::__private::Serialize
            + crate::storage::__private::DeserializeOwned,
    {
        type Old = PageV1<T, N>;
        const ONE_WAY: crate::storage::__private::Option<
            &'static crate::storage::__private::str,
        > = crate::storage::__private::None;
        const LOSSES: &'static [crate::storage::__private::Loss] = &[];
        #[allow(unknown_lints, long_running_const_eval)]
        const BACKWARD: crate::storage::__private::Reading = crate::storage::__private::reads(
            {
                #[allow(unused_imports)]
                use crate::storage::__private::Shapeless as _;
                crate::storage::__private::graph_or_unknown(
                    crate::storage::__private::Of::<PageV1<T, N>>::GRAPH,
                    &crate::storage::__private::Type::Unknown("PageV1"),
                )
            },
            {
                #[allow(unused_imports)]
                use crate::storage::__private::Shapeless as _;
                crate::storage::__private::graph_or_unknown(
                    crate::storage::__private::Of::<Self>::GRAPH,
                    &crate::storage::__private::Type::Unknown("Page"),
                )
            },
        );
        #[allow(unknown_lints, long_running_const_eval)]
        const FORWARD: crate::storage::__private::Reading = crate::storage::__private::reads(
            {
                #[allow(unused_imports)]
                use crate::storage::__private::Shapeless as _;
                crate::storage::__private::graph_or_unknown(
                    crate::storage::__private::Of::<Self>::GRAPH,
                    &crate::storage::__private::Type::Unknown("Page"),
                )
            },
            {
                #[allow(unused_imports)]
                use crate::storage::__private::Shapeless as _;
                crate::storage::__private::graph_or_unknown(
                    crate::storage::__private::Of::<PageV1<T, N>>::GRAPH,
                    &crate::storage::__private::Type::Unknown("PageV1"),
                )
            },
        );
    }
    #[automatically_derived]
    impl<T: Clone, const N: usize> crate::storage::__private::StepUp for Page<T, N>
    where
        T: Default,
        T: crate::storage::__private::Serialize
            + crate::storage::__private::DeserializeOwned,
    {
        fn up(
            __record: PageV1<T, N>,
            __leaves: &mut crate::storage::__private::Leaves,
        ) -> crate::storage::__private::Result<
            Self,
            crate::storage::__private::StepError,
        > {
            let PageV1 { items: __field_items } = __record;
            crate::storage::__private::Ok(Self {
                items: (crate::storage::__private::kept().0)(__field_items),
            })
        }
    }
    #[automatically_derived]
    impl<T: Clone, const N: usize> crate::storage::__private::StepDown for Page<T, N>
    where
        T: Default,
        T: crate::storage::__private::Serialize
            + crate::storage::__private::DeserializeOwned,
    {
        fn down(
            self,
            __leaves: &mut crate::storage::__private::Leaves,
        ) -> crate::storage::__private::Result<
            PageV1<T, N>,
            crate::storage::__private::StepError,
        > {
            let __record = self;
            let Self { items: __field_items } = __record;
            crate::storage::__private::Ok(PageV1 {
                items: (crate::storage::__private::kept().1)(__field_items),
            })
        }
    }
};
