//! `impl Shape`: what the type writes and accepts as JSON.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{GenericParam, parse_quote};

use crate::expand::printed::{self, printed};
use crate::model::shape::{
    Absence, Field, Is, Payload, Presence, Shape, Tagging, Variant, shape, text,
};
use crate::names;
use crate::parse::Item;

/// ```text
/// const _: () = {
///     use __private::Shapeless as _;
///     pub struct __Within<T, __D>(…);
///     impl<T: Shape> Shape for User<T> { type At<__D: Depth> = <__D as Depth>::Open<Self>; }
///     impl<T: Shape> Body for User<T> { type Within<__D: Depth> = __Within<T, __D>; }
///     impl<T: Shape, __D: Depth> Layer for __Within<T, __D> { const TYPE: &'static Type = &Type::Struct(…); }
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

    let depth = format_ident!("__D");
    let mut deeper = generics.clone();
    deeper.params.push(parse_quote!(#depth: #private::Depth));
    let (deeper_params, ..) = deeper.split_for_impl();
    let within = within(item, &private);
    let within_arguments = {
        let (declared, used) = (&within.declared, &within.used);
        (quote!(<#(#declared,)* #depth>), quote!(<#(#used,)* #depth>))
    };
    let (declared, used) = within_arguments;
    let markers = &within.markers;

    let at = Names { private: &private, types: &types, item };
    let body = at.body(&shape(item));
    quote! {
        #[allow(clippy::all, clippy::pedantic)]
        const _: () = {
            #[allow(unused_imports)]
            use #private::Shapeless as _;
            #[doc(hidden)]
            pub struct __Within #declared (#(#markers,)* #private::PhantomData<#depth>);
            #[automatically_derived]
            impl #params #private::Shape for #ident #arguments #bounds {
                type At<#depth: #private::Depth> = <#depth as #private::Depth>::Open<Self>;
            }
            #[automatically_derived]
            impl #params #private::Body for #ident #arguments #bounds {
                type Within<#depth: #private::Depth> = __Within #used;
            }
            #[automatically_derived]
            impl #deeper_params #private::Layer for __Within #used #bounds {
                const TYPE: &'static #private::Type = #body;
            }
        };
    }
}

/// The parameters of the type, without their bounds.
struct Within {
    declared: Vec<TokenStream>,
    used: Vec<TokenStream>,
    markers: Vec<TokenStream>,
}

fn within(item: &Item, private: &TokenStream) -> Within {
    let mut within = Within { declared: Vec::new(), used: Vec::new(), markers: Vec::new() };
    for parameter in &item.generics().params {
        let (declared, used, marker) = match parameter {
            GenericParam::Lifetime(parameter) => {
                let lifetime = &parameter.lifetime;
                let marker = quote!(#private::PhantomData<&#lifetime ()>);
                (quote!(#lifetime), quote!(#lifetime), Some(marker))
            }
            GenericParam::Type(parameter) => {
                let ident = &parameter.ident;
                let marker = quote!(#private::PhantomData<#ident>);
                (quote!(#ident), quote!(#ident), Some(marker))
            }
            GenericParam::Const(parameter) => {
                let (ident, ty) = (&parameter.ident, &parameter.ty);
                (quote!(const #ident: #ty), quote!(#ident), None)
            }
        };
        within.declared.push(declared);
        within.used.push(used);
        within.markers.extend(marker);
    }
    within
}

struct Names<'a> {
    private: &'a TokenStream,
    types: &'a [syn::Ident],
    item: &'a Item,
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
                let (id, fields) = (self.id(), self.fields(fields));
                quote! {
                    &#private::Type::Struct(&#private::StructShape { id: #id, fields: #fields, closed: #closed })
                }
            }
            Shape::Enum { tagging, variants, closed } => {
                let id = self.id();
                let tagging = match tagging {
                    Tagging::External => quote!(External),
                    Tagging::Internal(tag) => quote!(Internal(#tag)),
                    Tagging::Adjacent(tag, content) => quote!(Adjacent(#tag, #content)),
                    Tagging::Untagged => quote!(Untagged),
                };
                let variants = variants.iter().map(|variant| self.variant(variant));
                quote! {
                    &#private::Type::Enum(&#private::EnumShape {
                        id: #id,
                        tagging: #private::Tagging::#tagging,
                        variants: &[#(#variants),*],
                        closed: #closed,
                    })
                }
            }
            Shape::Unknown(text) => quote!(&#private::Type::Unknown(#text)),
        }
    }

    /// What tells the type from others: where it stands, and its parameters.
    fn id(&self) -> TokenStream {
        let private = self.private;
        let name = names::unraw(self.item.ident());
        let types = self.types.iter().map(|ty| {
            let of = self.of_type(&parse_quote!(#ty));
            quote!(#private::shape_identity(#of))
        });
        let numbers = self.item.generics().const_params().map(|parameter| {
            let ident = &parameter.ident;
            quote!(#ident as u64)
        });
        quote! {
            #private::shape_id(
                &[#private::file!(), #private::module_path!(), #name],
                #private::line!(),
                #private::column!(),
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

    /// The shape of a type that may have none.
    fn of_type(&self, ty: &syn::Type) -> TokenStream {
        let private = self.private;
        let text = text(ty);
        quote! {
            #private::or_unknown(#private::Of::<#ty, __D>::TYPE, &#private::Type::Unknown(#text))
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
