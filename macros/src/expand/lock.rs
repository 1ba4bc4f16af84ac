//! `lock!`: the file is read, and held together with the chain.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned as _;

use crate::blocks::Text;
use crate::expand::printed;
use crate::names;
use crate::parse::LockInput;

/// ```text
/// const _: &str = include_str!("…/heirloom/user.lock"); // so that an edit of it is noticed
/// const _: () = held::<User>(Frozen { file: "heirloom/user.lock", entity: "user", versions: &[…] });
/// ```
///
/// With `HEIRLOOM_REPORT` in the environment also the test that writes what is known of the chain.
pub(crate) fn lock(input: &LockInput, lock: Option<&Text<'_>>, reports: bool) -> TokenStream {
    let LockInput { version, file, runtime } = input;
    let runtime = names::runtime(runtime.as_ref());
    let private = quote!(#runtime::__private);
    let path = format!("/{}", file.value());
    let held = lock.map(|lock| {
        let held = names::spanned(&quote!(#private::held), version.span());
        let entity = lock.entity;
        let versions = lock.blocks.iter().map(|block| {
            let [major, minor, repair] = block.version;
            let shape = block.shape.join("\n") + "\n";
            let print = printed::print(&shape);
            quote! {
                #private::FrozenVersion {
                    version: #private::Version::new(#major, #minor, #repair),
                    print: #print,
                    shape: #shape,
                }
            }
        });
        quote_spanned! {version.span()=>
            #[allow(unknown_lints, long_running_const_eval)]
            const _: () = #held::<#version>(#private::Frozen {
                file: #file,
                entity: #entity,
                versions: &[#(#versions),*],
            });
        }
    });
    let report = reports.then(|| {
        let name = format_ident!("__heirloom_report_{}", word(&file.value()));
        quote! {
            #[cfg(test)]
            #[test]
            fn #name() {
                #private::report::<#version>(#file).expect("the folder of the report can be written");
            }
        }
    });
    quote! {
        #held
        const _: &#private::str =
            #private::include_str!(#private::concat!(#private::env!("CARGO_MANIFEST_DIR"), #path));
        // Asked for or not: what is expanded depends on it.
        const _: #private::Option<&'static #private::str> = #private::option_env!("HEIRLOOM_REPORT");
        #report
    }
}

fn word(file: &str) -> String {
    file.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect()
}
