//! `lock!(User in "heirloom/user.lock")`

use syn::parse::{Parse, ParseStream};
use syn::{Error, LitStr, Path, Token};

/// A chain, by its latest version, and the file of its lock.
pub(crate) struct LockInput {
    pub(crate) version: Path,
    pub(crate) file: LitStr,
    pub(crate) runtime: Option<Path>,
}

const HELP: &str =
    "write `lock!(User in \"heirloom/user.lock\")`, with the latest version and the file";

impl Parse for LockInput {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let wrong = |error: Error| Error::new(error.span(), HELP);
        let version = input.parse().map_err(wrong)?;
        input.parse::<Token![in]>().map_err(wrong)?;
        let file = input.parse::<LitStr>().map_err(wrong)?;
        let mut runtime = None;
        if input.parse::<Option<Token![,]>>()?.is_some() && input.peek(Token![crate]) {
            input.parse::<Token![crate]>()?;
            input.parse::<Token![=]>().map_err(wrong)?;
            runtime = Some(input.parse()?);
            input.parse::<Option<Token![,]>>()?;
        }
        if !input.is_empty() {
            return Err(Error::new(input.span(), HELP));
        }
        if file.value().starts_with('/') || file.value().contains("..") {
            return Err(Error::new(
                file.span(),
                "the file of a lock lies in the folder of its package, and is named from there\nhelp: write `\"heirloom/user.lock\"`",
            ));
        }
        Ok(Self { version, file, runtime })
    }
}
