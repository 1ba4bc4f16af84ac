//! Lines such as `heirloom::lock!(User in "heirloom/user.lock");` and `heirloom::testing::laws!(User);`.

use std::ops::Range;

use proc_macro2::TokenTree;
use syn::parse::Parser as _;
use syn::{Item, Path, Token};

use crate::source::{ModuleId, Sources};

/// A macro call about an entity.
#[derive(Debug, Clone)]
pub struct Call {
    /// `lock` or `laws`.
    pub name: String,
    /// Where it stands.
    pub module: ModuleId,
    /// All of it in its file.
    pub range: Range<usize>,
    /// The type that it names.
    pub of: Path,
    /// The string in it: the file of a lock.
    pub file: Option<String>,
}

impl Call {
    /// All of them.
    pub(super) fn all(sources: &Sources) -> Vec<Self> {
        let mut calls = Vec::new();
        for (module, inside) in sources.modules() {
            for item in &inside.items {
                calls.extend(Self::of(sources, module, item));
            }
        }
        calls
    }

    fn of(sources: &Sources, module: ModuleId, item: &Item) -> Option<Self> {
        let Item::Macro(call) = item else { return None };
        let name = call.mac.path.segments.last()?.ident.to_string();
        if !matches!(name.as_str(), "lock" | "laws") {
            return None;
        }
        let mut tokens: Vec<TokenTree> = call.mac.tokens.clone().into_iter().collect();
        let file = tokens.iter().find_map(|token| match token {
            TokenTree::Literal(literal) => {
                syn::parse_str::<syn::LitStr>(&literal.to_string()).ok().map(|text| text.value())
            }
            _ => None,
        });
        // `laws!(user: v3::User)`: a name for the test comes first, behind it one colon.
        if let [TokenTree::Ident(_), TokenTree::Punct(colon), ..] = tokens.as_slice()
            && colon.as_char() == ':'
            && colon.spacing() == proc_macro2::Spacing::Alone
        {
            tokens.drain(..2);
        }
        let read = |input: syn::parse::ParseStream<'_>| {
            let path = input.parse::<Path>()?;
            let _: Option<Token![in]> = input.parse()?;
            input.parse::<proc_macro2::TokenStream>()?;
            Ok(path)
        };
        let of = read.parse2(tokens.into_iter().collect()).ok()?;
        Some(Self { name, module, range: sources.file_of(module).range(item), of, file })
    }
}
