//! Model → tokens. Cannot fail.

mod body;
mod compat;
mod convert;
mod lock;
mod printed;
mod reach;
mod record;
mod reserved;
mod shape;
mod shortcut;
mod unknown;
mod value;
mod version;

use proc_macro2::TokenStream;
use quote::quote;
use syn::punctuated::Punctuated;
use syn::{Attribute, Data, DeriveInput, Path, parse_quote};

use crate::model;
use crate::names;
use crate::parse::{Body, Item};

pub(crate) use lock::lock;

/// The impls of the first version.
pub(crate) fn first(item: &Item) -> TokenStream {
    block(&version::migrate(item, None))
}

/// The impls of a later version.
///
/// ```text
/// const _: () = {
///     impl Migrate for User { … }
///     impl Step for User {
///         type Old = v1::User;
///         fn up(old: v1::User) -> Result<Self, StepError> { … }
///         fn down(self) -> Result<v1::User, StepError> { … }
///     }
/// };
/// ```
pub(crate) fn step(step: &model::Step<'_>) -> TokenStream {
    let migrate = version::migrate(step.new, Some(step));
    let conversion = body::step(step);
    block(&quote!(#migrate #conversion))
}

/// What the type is as JSON; the same for all versions, and for types that are none.
pub(crate) fn shape(item: &Item) -> TokenStream {
    shape::impls(item)
}

/// Impls for a type with mistakes, so that they are the only ones reported.
pub(crate) fn fallback(item: &Item) -> TokenStream {
    block(&version::fallback(item))
}

fn block(impls: &TokenStream) -> TokenStream {
    // Spans lead to the user's fields, and so would clippy.
    quote!(#[allow(clippy::all, clippy::pedantic)] const _: () = { #impls };)
}

/// The hidden macro that hands the fields of a version to the derive of the next one.
///
/// ```text
/// macro_rules! __heirloom_User {
///     ($($next:tt)*) => { ::heirloom::__private::__step! { { struct User { … } } { $($next)* } } };
/// }
/// pub(crate) use __heirloom_User as User; // macros and types are different namespaces
/// ```
pub(crate) fn fields_macro(item: &Item) -> TokenStream {
    let runtime = names::runtime(item.words.runtime.value());
    let name = names::fields_macro(item.ident());
    let ident = item.ident();
    let bare = bare(item);
    quote! {
        #[doc(hidden)]
        #[allow(unused_macros)]
        macro_rules! #name {
            ($($__next:tt)*) => { #runtime::__private::__step! { { #bare } { $($__next)* } } };
        }
        #[doc(hidden)]
        #[allow(unused_imports)]
        pub(crate) use #name as #ident;
    }
}

/// The call of the older version's hidden macro, with this version's tokens.
pub(crate) fn call_fields_macro(older: &Path, item: &Item) -> TokenStream {
    let mut path = older.clone();
    path.segments.iter_mut().for_each(|segment| segment.arguments = syn::PathArguments::None);
    let mut input = item.input.clone();
    keep_words(&mut input, |attr| attr.path().is_ident("migrate") || attr.path().is_ident("serde"));
    quote!(#path! { #input })
}

/// The item with its fields and numbers, and nothing that was checked already.
fn bare(item: &Item) -> DeriveInput {
    let mut input = item.input.clone();
    keep_words(&mut input, |_| false);
    let entity = item.words.entity.value().map(|name| quote!(entity = #name,));
    let version = item.words.version.value().map(|version| {
        let literal = &version.literal;
        quote!(version = #literal,)
    });
    let key = item.words.key.value().map(|key| quote!(key = #key,));
    input.attrs = vec![parse_quote!(#[migrate(#entity #version #key)])];
    if let (Data::Enum(data), Body::Enum(variants)) = (&mut input.data, &item.body) {
        for (variant, raw) in data.variants.iter_mut().zip(variants) {
            if raw.words.unknown.is_set() {
                variant.attrs = vec![parse_quote!(#[migrate(unknown)])];
            }
        }
    }
    input
}

fn keep_words(input: &mut DeriveInput, keep: impl Fn(&Attribute) -> bool) {
    input.attrs.retain(&keep);
    let fields =
        |fields: &mut syn::Fields| fields.iter_mut().for_each(|field| field.attrs.retain(&keep));
    match &mut input.data {
        Data::Struct(data) => fields(&mut data.fields),
        Data::Enum(data) => data.variants.iter_mut().for_each(|variant| {
            variant.attrs.retain(&keep);
            variant.discriminant = None;
            fields(&mut variant.fields);
        }),
        Data::Union(_) => {}
    }
}

/// The parts of an impl header. Each type parameter has to be storable for the whole to be.
struct Header {
    params: TokenStream,
    arguments: TokenStream,
    bounds: TokenStream,
}

impl Header {
    fn new(item: &Item, private: &TokenStream) -> Self {
        let mut generics = item.generics().clone();
        let parameters: Vec<_> =
            generics.type_params().map(|parameter| parameter.ident.clone()).collect();
        if !parameters.is_empty() {
            let clause = generics.where_clause.get_or_insert_with(|| syn::WhereClause {
                where_token: syn::token::Where::default(),
                predicates: Punctuated::new(),
            });
            for parameter in parameters {
                clause.predicates.push(
                    parse_quote!(#parameter: #private::Serialize + #private::DeserializeOwned),
                );
            }
        }
        let (params, arguments, bounds) = generics.split_for_impl();
        Self { params: quote!(#params), arguments: quote!(#arguments), bounds: quote!(#bounds) }
    }
}
