//! `impl Shape`: what the type writes and accepts as JSON.

use std::cell::RefCell;

use proc_macro2::TokenStream;
use quote::{ToTokens as _, format_ident, quote};
use syn::parse_quote;
use xxhash_rust::xxh64::xxh64;

use crate::expand::printed::{self, printed};
use crate::expand::reach;
use crate::model::shape::{
    Absence, Field, Is, Payload, Presence, Shape, Tagging, Variant, shape, text,
};
use crate::names;
use crate::parse::Item;

/// ```text
/// const _: () = {
///     use __private::Shapeless as _;
///     impl<T: Shape> Shape for User<T> { type At = Link<Self>; }
///     impl<T: Shape> Body for User<T> {
///         const ID: u64 = …;
///         const TYPE: &'static Type = { let __type0 = …; &Type::Struct(…) };
///         fn reach() -> impl Reach { … }
///     }
/// };
/// ```
pub(crate) fn impls(item: &Item) -> TokenStream {
    let runtime = names::runtime(item.words.runtime.value());
    let private = quote!(#runtime::__private);
    let ident = item.ident();

    let mut generics = item.generics().clone();
    let types: Vec<_> = generics.type_params().map(|parameter| parameter.ident.clone()).collect();
    for parameter in generics.type_params_mut() {
        parameter.bounds.push(parse_quote!(#private::Shape));
    }
    let (params, arguments, bounds) = generics.split_for_impl();

    let at = Names { private: &private, types: &types, item, named: RefCell::default() };
    let body = at.body(&shape(item));
    let id = at.id();
    let named = at.named.borrow();
    let types = named.iter().enumerate().map(|(index, ty)| {
        let (name, found) = (numbered(index), at.found(ty));
        quote!(let #name = #found;)
    });
    let reach = reach::reach(&named, &private);
    quote! {
        #[allow(clippy::all, clippy::pedantic)]
        const _: () = {
            #[allow(unused_imports)]
            use #private::Shapeless as _;
            #[automatically_derived]
            impl #params #private::Shape for #ident #arguments #bounds {
                type At = #private::Link<Self>;
            }
            #[automatically_derived]
            impl #params #private::Body for #ident #arguments #bounds {
                const ID: u64 = #id;
                const TYPE: &'static #private::Type = { #(#types)* #body };
                #[inline]
                fn reach() -> impl #private::Reach {
                    #reach
                }
            }
        };
    }
}

struct Names<'a> {
    private: &'a TokenStream,
    types: &'a [syn::Ident],
    item: &'a Item,
    /// The types that were named, each once.
    named: RefCell<Vec<syn::Type>>,
}

impl Names<'_> {
    fn body(&self, shape: &Shape) -> TokenStream {
        let private = self.private;
        match shape {
            Shape::Said(is) => self.is(is),
            Shape::Inner { of, transparent: true } => self.is(of),
            Shape::Inner { of, transparent: false } => {
                let of = self.is(of);
                quote!(&#private::Type::Newtype(#of))
            }
            Shape::Apart { writes, reads, itself } => {
                let itself = self.body(itself);
                let side = |ty: &Option<Box<syn::Type>>| match ty {
                    Some(ty) => self.of_type(ty),
                    None => itself.clone(),
                };
                let (writes, reads) = (side(writes), side(reads));
                quote!(&#private::Type::Apart { writes: #writes, reads: #reads })
            }
            Shape::Null => quote!(&#private::Type::Null),
            Shape::Tuple(parts) => {
                let parts = self.parts(parts);
                quote!(&#private::Type::Tuple(#parts))
            }
            Shape::Struct { fields, closed } => {
                let fields = self.fields(fields);
                quote! {
                    &#private::Type::Struct(&#private::StructShape { id: Self::ID, fields: #fields, closed: #closed })
                }
            }
            Shape::Enum { tagging, variants, closed } => {
                let tagging = match tagging {
                    Tagging::External => quote!(External),
                    Tagging::Internal(tag) => quote!(Internal(#tag)),
                    Tagging::Adjacent(tag, content) => quote!(Adjacent(#tag, #content)),
                    Tagging::Untagged => quote!(Untagged),
                };
                let variants = variants.iter().map(|variant| self.variant(variant));
                quote! {
                    &#private::Type::Enum(&#private::EnumShape {
                        id: Self::ID,
                        tagging: #private::Tagging::#tagging,
                        variants: &[#(#variants),*],
                        closed: #closed,
                    })
                }
            }
            Shape::Unknown(text) => quote!(&#private::Type::Unknown(#text)),
        }
    }

    /// What tells the type from others: where it stands, its text, and its parameters.
    fn id(&self) -> TokenStream {
        let private = self.private;
        let text = xxh64(self.item.input.to_token_stream().to_string().as_bytes(), 0);
        let types = self.types.iter().map(|ty| {
            let of = self.found(&parse_quote!(#ty));
            quote!(#private::shape_identity(#of))
        });
        let numbers = self.item.generics().const_params().map(|parameter| {
            let ident = &parameter.ident;
            quote!(#ident as u64)
        });
        quote! {
            #private::shape_id(
                #text,
                &[#private::file!(), #private::module_path!()],
                [#private::line!(), #private::column!()],
                &[#(#types,)* #(#numbers,)*],
            )
        }
    }

    fn is(&self, is: &Is) -> TokenStream {
        let private = self.private;
        match is {
            Is::Type(ty) => self.of_type(ty),
            Is::Named(name) => quote!(&#private::Type::Opaque(#name)),
            Is::Apart(writes, reads) => {
                let (writes, reads) = (self.is(writes), self.is(reads));
                quote!(&#private::Type::Apart { writes: #writes, reads: #reads })
            }
            Is::Unseen(text) => quote!(&#private::Type::Unseen(#text)),
            Is::Word(word) => {
                let variant = Variant {
                    name: word.clone(),
                    reads: vec![word.clone()],
                    payload: Payload::Unit,
                    written: true,
                    read: true,
                    other: false,
                    untagged: false,
                };
                let variant = self.variant(&variant);
                quote! {
                    &#private::Type::Enum(&#private::EnumShape {
                        id: 0,
                        tagging: #private::Tagging::External,
                        variants: &[#variant],
                        closed: false,
                    })
                }
            }
        }
    }

    /// The shape of a type that may have none: the name under which it is found.
    fn of_type(&self, ty: &syn::Type) -> TokenStream {
        let mut named = self.named.borrow_mut();
        let written = |ty: &syn::Type| ty.to_token_stream().to_string();
        let own = written(ty);
        let index = named.iter().position(|each| written(each) == own).unwrap_or_else(|| {
            named.push(ty.clone());
            named.len() - 1
        });
        numbered(index).to_token_stream()
    }

    /// The shape itself.
    fn found(&self, ty: &syn::Type) -> TokenStream {
        let private = self.private;
        let text = text(ty);
        quote! {
            #private::or_unknown(#private::Of::<#ty>::TYPE, &#private::Type::Unknown(#text))
        }
    }

    fn parts(&self, parts: &[Is]) -> TokenStream {
        let parts = parts.iter().map(|part| self.is(part));
        quote!(&[#(#parts),*])
    }

    fn fields(&self, fields: &[Field]) -> TokenStream {
        let private = self.private;
        let fields = fields.iter().map(|field| {
            let Field { at, name, reads, flatten, .. } = field;
            if is_plain(field) {
                let (ty, print) = (self.is(&field.is), printed::numbers(name));
                return quote!(#private::FieldShape::plain(#at, #name, &[#name], #print, #ty));
            }
            let presence = match field.presence {
                Presence::Always => quote!(Always),
                Presence::UnlessNull => quote!(UnlessNull),
                Presence::Sometimes => quote!(Sometimes),
                Presence::Never => quote!(Never),
            };
            let absence = match field.absence {
                Absence::ByType => quote!(ByType),
                Absence::Refused => quote!(Refused),
                Absence::Default => quote!(Defaulted),
                Absence::NeverRead => quote!(NeverRead),
            };
            let ty = self.is(&field.is);
            let text = if *flatten { "..".to_owned() } else { printed::label(name) };
            let label = printed(&text, private);
            let others = printed(&printed::others(name, reads), private);
            quote! {
                #private::FieldShape {
                    at: #at,
                    name: #name,
                    reads: &[#(#reads),*],
                    presence: #private::Presence::#presence,
                    absence: #private::Absence::#absence,
                    flatten: #flatten,
                    ty: #ty,
                    label: #label,
                    others: #others,
                }
            }
        });
        quote!(&[#(#fields),*])
    }

    fn variant(&self, variant: &Variant) -> TokenStream {
        let private = self.private;
        let Variant { name, reads, written, read, other, untagged, .. } = variant;
        let payload = match &variant.payload {
            Payload::Unit => quote!(Unit),
            Payload::Newtype(is) => {
                let is = self.is(is);
                quote!(Newtype(#is))
            }
            Payload::Tuple(parts) => {
                let parts = self.parts(parts);
                quote!(Tuple(#parts))
            }
            Payload::Struct(fields) => {
                let fields = self.fields(fields);
                quote!(Struct(#fields))
            }
        };
        let label = printed(&printed::label(name), private);
        let others = printed(&printed::others(name, reads), private);
        quote! {
            #private::VariantShape {
                name: #name,
                reads: &[#(#reads),*],
                payload: #private::Payload::#payload,
                written: #written,
                read: #read,
                other: #other,
                untagged: #untagged,
                label: #label,
                others: #others,
            }
        }
    }
}

fn numbered(index: usize) -> syn::Ident {
    format_ident!("__type{index}")
}

/// Whether it is written and read under the one name, as its type says.
fn is_plain(field: &Field) -> bool {
    matches!(field.presence, Presence::Always)
        && matches!(field.absence, Absence::ByType)
        && !field.flatten
        && field.reads == [field.name.as_str()]
        && printed::label(&field.name) == field.name
}
