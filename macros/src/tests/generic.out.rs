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
        type Link = crate::storage::__private::Since<PageV1<T, N>>;
        fn written() -> &'static crate::storage::__private::Written {
            static WRITTEN: crate::storage::__private::Written = crate::storage::__private::Written::new();
            &WRITTEN
        }
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
