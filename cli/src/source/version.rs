//! A type that is a version.

use std::ops::Range;

use syn::punctuated::Punctuated;
use syn::{Attribute, Fields, Generics, Ident, Item, Meta, Path, Token, Visibility};

use crate::source::{ModuleId, SourceFile, Sources, Words};

/// A type with `#[derive(Migrate)]`.
#[derive(Debug, Clone)]
pub struct VersionType {
    /// The module that it stands in.
    pub module: ModuleId,
    /// Which item of the module it is.
    pub item: usize,
    /// Its name.
    pub name: String,
    /// What `#[migrate(…)]` on it says.
    pub words: Words,
    /// All of it in its file, docs and attributes included.
    pub range: Range<usize>,
}

/// What a struct and an enum have in common.
#[derive(Debug, Clone, Copy)]
pub struct TypeItem<'a> {
    /// Its attributes.
    pub attrs: &'a [Attribute],
    /// Its visibility.
    pub vis: &'a Visibility,
    /// Its name.
    pub ident: &'a Ident,
    /// Its parameters.
    pub generics: &'a Generics,
    body: TypeBody<'a>,
}

#[derive(Debug, Clone, Copy)]
enum TypeBody<'a> {
    Struct(&'a Fields),
    Enum(&'a syn::ItemEnum),
}

impl<'a> TypeItem<'a> {
    /// A struct or an enum.
    pub fn of(item: &'a Item) -> Option<Self> {
        match item {
            Item::Struct(it) => Some(Self {
                attrs: &it.attrs,
                vis: &it.vis,
                ident: &it.ident,
                generics: &it.generics,
                body: TypeBody::Struct(&it.fields),
            }),
            Item::Enum(it) => Some(Self {
                attrs: &it.attrs,
                vis: &it.vis,
                ident: &it.ident,
                generics: &it.generics,
                body: TypeBody::Enum(it),
            }),
            _ => None,
        }
    }

    /// Its fields, those of variants too.
    pub fn fields(self) -> Vec<&'a syn::Field> {
        self.lists().into_iter().flatten().collect()
    }

    /// The fields of a struct whose fields have names.
    pub fn named(self) -> Option<Vec<&'a syn::Field>> {
        match self.body {
            TypeBody::Struct(Fields::Named(fields)) => Some(fields.named.iter().collect()),
            _ => None,
        }
    }

    /// Its fields as they are grouped: those of a struct, or of each variant.
    pub fn lists(self) -> Vec<&'a Fields> {
        match self.body {
            TypeBody::Struct(fields) => vec![fields],
            TypeBody::Enum(it) => it.variants.iter().map(|variant| &variant.fields).collect(),
        }
    }

    /// Its variants.
    pub fn variants(self) -> Vec<&'a syn::Variant> {
        match self.body {
            TypeBody::Struct(_) => Vec::new(),
            TypeBody::Enum(it) => it.variants.iter().collect(),
        }
    }

    /// The traits that it derives, as they are written; not those behind `cfg_attr`.
    pub fn derives(self) -> Vec<Path> {
        let lists = self.attrs.iter().filter(|attr| attr.path().is_ident("derive"));
        let lists = lists.filter_map(|attr| match &attr.meta {
            Meta::List(list) => {
                list.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated).ok()
            }
            _ => None,
        });
        lists.flatten().collect()
    }

    /// Whether it derives a trait of that name, whatever leads to it.
    pub fn has_derive(self, name: &str) -> bool {
        self.derives()
            .iter()
            .any(|path| path.segments.last().is_some_and(|last| last.ident == name))
    }
}

impl VersionType {
    /// The versions that stand in a module.
    pub(super) fn all_in(sources: &Sources, module: ModuleId) -> Vec<Self> {
        let file = sources.file_of(module);
        let items = sources.module(module).items.iter().enumerate();
        let versions = items.filter_map(|(at, item)| {
            let kind = TypeItem::of(item).filter(|kind| kind.has_derive("Migrate"))?;
            Some(Self {
                module,
                item: at,
                name: kind.ident.to_string(),
                words: Words::of(kind.attrs, file),
                range: file.range(item),
            })
        });
        versions.collect()
    }

    /// The item itself.
    ///
    /// # Panics
    ///
    /// When the sources are others than those that it was found in.
    pub fn syntax<'a>(&self, sources: &'a Sources) -> TypeItem<'a> {
        TypeItem::of(&sources.module(self.module).items[self.item])
            .expect("a version is a struct or an enum")
    }

    /// Its file.
    pub fn file<'a>(&self, sources: &'a Sources) -> &'a SourceFile {
        sources.file_of(self.module)
    }

    /// `crate::v2::User`
    pub fn path(&self, sources: &Sources) -> String {
        let module = &sources.module(self.module).path;
        let inside = module.iter().chain([&self.name]).map(String::as_str);
        ["crate"].into_iter().chain(inside).collect::<Vec<_>>().join("::")
    }
}
