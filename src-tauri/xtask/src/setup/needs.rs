use super::Group;
use crate::process;
use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// One thing that must be there, how to see it, and what each system calls it (`-`: comes with something else, or
/// has no package there).
pub(super) struct Need {
    pub(super) name: &'static str,
    group: Group,
    probe: Probe,
    apt: &'static str,
    dnf: &'static str,
    pacman: &'static str,
    brew: &'static str,
    winget: &'static str,
}

enum Probe {
    Program(&'static str),
    /// A pkg-config module; asked on Linux only, where the web view is a system library.
    Module(&'static str),
    /// libclang, which bindgen loads while OpenSSL is built.
    Clang,
    /// Python that makes environments: Debian's packages split that off.
    Venv,
    /// At least one font: without any, pictures show boxes.
    Font,
}

use Group::{Build, Test};
use Probe::{Clang, Font, Module, Program, Venv};

macro_rules! needs {
    ($(($name:literal, $group:expr, $probe:expr, $apt:literal, $dnf:literal, $pacman:literal, $brew:literal, $winget:literal)),* $(,)?) => {
        &[$(Need { name: $name, group: $group, probe: $probe, apt: $apt, dnf: $dnf, pacman: $pacman, brew: $brew, winget: $winget }),*]
    };
}

/// Only apt's column has been run. The others are as their distributions list them.
#[rustfmt::skip]
pub(super) const NEEDS: &[Need] = needs![
    ("a C compiler",          Build, Program("cc"),                "build-essential",       "gcc gcc-c++",            "base-devel",             "-",     "Microsoft.VisualStudio.2022.BuildTools"),
    ("a C++ compiler",        Test,  Program("c++"),               "g++",                   "gcc-c++",                "base-devel",             "-",     "-"),
    ("make",                  Build, Program("make"),              "make",                  "make",                   "base-devel",             "-",     "-"),
    ("perl",                  Build, Program("perl"),              "perl",                  "perl",                   "perl",                   "perl",  "StrawberryPerl.StrawberryPerl"),
    ("pkg-config",            Build, Program("pkg-config"),        "pkg-config",            "pkgconf-pkg-config",     "pkgconf",                "pkgconf", "-"),
    ("libclang",              Build, Clang,                        "libclang-dev",          "clang-devel",            "clang",                  "llvm",  "LLVM.LLVM"),
    ("WebKitGTK 4.1",         Build, Module("webkit2gtk-4.1"),     "libwebkit2gtk-4.1-dev", "webkit2gtk4.1-devel",    "webkit2gtk-4.1",         "-",     "-"),
    ("librsvg",               Build, Module("librsvg-2.0"),        "librsvg2-dev",          "librsvg2-devel",         "librsvg",                "-",     "-"),
    ("Xvfb",                  Test,  Program("Xvfb"),              "xvfb",                  "xorg-x11-server-Xvfb",   "xorg-server-xvfb",       "-",     "-"),
    ("dbus-run-session",      Test,  Program("dbus-run-session"),  "dbus-x11 dbus",         "dbus-daemon",            "dbus",                   "-",     "-"),
    ("WebKitWebDriver",       Test,  Program("WebKitWebDriver"),   "webkit2gtk-driver",     "webkit2gtk-driver",      "-",                      "-",     "-"),
    ("Chromium",              Test,  Program("chromium"),          "chromium",              "chromium",               "chromium",               "-",     "-"),
    ("xdotool",               Test,  Program("xdotool"),           "xdotool",               "xdotool",                "xdotool",                "-",     "-"),
    ("a font",                Test,  Font,                         "fonts-dejavu-core",     "dejavu-sans-fonts",      "ttf-dejavu",             "-",     "-"),
    ("GnuPG",                 Test,  Program("gpg"),               "gnupg",                 "gnupg2",                 "gnupg",                  "gnupg", "GnuPG.GnuPG"),
    ("Sequoia's sq",          Test,  Program("sq"),                "sq",                    "sequoia-sq",             "sequoia-sq",             "-",     "-"),
    ("script",                Test,  Program("script"),            "bsdutils",              "util-linux-script",      "util-linux",             "-",     "-"),
    ("OpenSSL's own program", Test,  Program("openssl"),           "openssl",               "openssl",                "openssl",                "-",     "-"),
    ("strace",                Test,  Program("strace"),            "strace",                "strace",                 "strace",                 "-",     "-"),
    ("keytool of Java 17",    Test,  Program("keytool"),           "openjdk-17-jre-headless", "java-17-openjdk-headless", "jre17-openjdk-headless", "-",   "-"),
    ("NSS's pk12util",        Test,  Program("pk12util"),          "libnss3-tools",         "nss-tools",              "nss",                    "-",     "-"),
    ("GnuTLS's certtool",     Test,  Program("certtool"),          "gnutls-bin",            "gnutls-utils",           "gnutls",                 "-",     "-"),
    ("Python with venv",      Test,  Venv,                         "python3-venv",          "python3",                "python",                 "python", "-"),
    ("gpgsm",                 Test,  Program("gpgsm"),             "gpgsm",                 "gnupg2-smime",           "gnupg",                  "-",     "-"),
];

impl Need {
    pub(super) fn applies(&self, groups: &[Group]) -> bool {
        let elsewhere_too = matches!(self.name, "perl" | "GnuPG" | "libclang");
        groups.contains(&self.group) && (cfg!(target_os = "linux") || elsewhere_too)
    }

    pub(super) fn present(&self) -> bool {
        match self.probe {
            Program(name) => process::on_path(name).is_some(),
            Module(name) => process::succeeds(Command::new("pkg-config").args(["--exists", name])),
            Clang => has_libclang(),
            Venv => process::succeeds(Command::new("python3").args(["-c", "import ensurepip, venv"])),
            Font => std::fs::read_dir("/usr/share/fonts").is_ok_and(|mut entries| entries.next().is_some()),
        }
    }
}

/// What bindgen looks at: the variable, the usual folders, the one that `llvm-config` names. macOS brings one with its command line tools.
fn has_libclang() -> bool {
    if std::env::var_os("LIBCLANG_PATH").is_some() || cfg!(target_os = "macos") {
        return true;
    }
    let versions = std::fs::read_dir("/usr/lib").into_iter().flatten().flatten();
    let llvm = versions
        .filter(|entry| entry.file_name().to_string_lossy().starts_with("llvm-"))
        .map(|entry| entry.path().join("lib"));
    let plain = ["/usr/lib", "/usr/lib64", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu"]
        .map(|folder| Path::new(folder).to_path_buf());
    llvm.chain(plain).chain(llvm_config()).any(|folder| holds_libclang(&folder))
}

/// Where LLVM's own program says that its libraries are. It may be there without any.
fn llvm_config() -> Option<PathBuf> {
    let answer = Command::new("llvm-config").arg("--libdir").output().ok()?;
    Some(PathBuf::from(String::from_utf8(answer.stdout).ok()?.trim()))
}

fn holds_libclang(folder: &Path) -> bool {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name()).any(|name| is_libclang(&name.to_string_lossy()))
}

/// `libclang-cpp` has a C++ interface only, and comes with other packages: bindgen passes it over.
fn is_libclang(name: &str) -> bool {
    let numbered = name.starts_with("libclang-") && !name.starts_with("libclang-cpp");
    name.starts_with("libclang.so") || numbered && name.contains(".so")
}

/// Who installs packages here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum System {
    Apt,
    Dnf,
    Pacman,
    Brew,
    Winget,
    Unknown,
}

impl System {
    pub(super) fn here() -> Self {
        let found = [
            ("apt-get", Self::Apt),
            ("dnf", Self::Dnf),
            ("pacman", Self::Pacman),
            ("brew", Self::Brew),
            ("winget", Self::Winget),
        ];
        found
            .into_iter()
            .find(|(program, _)| process::on_path(program).is_some())
            .map_or(Self::Unknown, |(_, system)| system)
    }

    /// Package names of what is missing, each once.
    pub(super) fn packages(self, missing: &[&Need]) -> Vec<&'static str> {
        let column = |need: &&Need| match self {
            Self::Apt => need.apt,
            Self::Dnf => need.dnf,
            Self::Pacman => need.pacman,
            Self::Brew => need.brew,
            Self::Winget => need.winget,
            Self::Unknown => "-",
        };
        let mut names: Vec<&str> =
            missing.iter().map(column).flat_map(str::split_whitespace).filter(|name| *name != "-").collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The line to type, where one is known and complete.
    pub(super) fn by_hand(self, missing: &[&Need]) -> Option<String> {
        let packages = self.packages(missing);
        let command = match self {
            Self::Dnf => "sudo dnf install",
            Self::Pacman => "sudo pacman -S --needed",
            Self::Brew => "brew install",
            Self::Winget => "winget install --exact",
            Self::Apt | Self::Unknown => return None,
        };
        (!packages.is_empty()).then(|| format!("{command} {}", packages.join(" ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_need_has_a_package_on_debian_and_names_each_once() {
        let all: Vec<&Need> = NEEDS.iter().collect();
        assert!(NEEDS.iter().all(|need| need.apt != "-"), "a need without an apt package cannot be installed");
        let packages = System::Pacman.packages(&all);
        assert_eq!(packages.iter().filter(|name| **name == "base-devel").count(), 1);
    }

    #[test]
    fn the_cpp_interface_is_not_what_bindgen_loads() {
        let names = ["libclang.so", "libclang.so.1", "libclang-14.so.1", "libclang-cpp.so.14", "libLLVM-14.so"];
        assert_eq!(names.map(is_libclang), [true, true, true, false, false]);
    }

    #[test]
    fn a_system_without_apt_gets_the_whole_line_to_type() {
        let perl: Vec<&Need> = NEEDS.iter().filter(|need| need.name == "perl").collect();
        let rows = [
            (System::Dnf, Some("sudo dnf install perl")),
            (System::Brew, Some("brew install perl")),
            (System::Winget, Some("winget install --exact StrawberryPerl.StrawberryPerl")),
            (System::Unknown, None),
        ];
        for (system, line) in rows {
            assert_eq!(system.by_hand(&perl).as_deref(), line, "{system:?}");
        }
    }
}
