// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/completion/shellscript.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

constexpr const char *BashScript = R"(_linnetctl() {
    local word words=() about
    # Bash takes words with one of =:@ in them apart, and wants to hear of the last part alone.
    for word in "${COMP_WORDS[@]:1:COMP_CWORD}"; do
        if [[ ${#words[@]} -gt 0 && ($word == [=:@]* || ${words[-1]} == *[=:@]) ]]; then
            words[-1]+=$word
        else
            words+=("$word")
        fi
    done
    local current=${COMP_WORDS[COMP_CWORD]}
    [[ $current == [=:@] ]] && current=
    local before=${words[-1]%"$current"}
    COMPREPLY=()
    while IFS=$'\t' read -r word about; do
        case $word in
        :files) compopt -o default ;;
        :folders) compopt -o dirnames ;;
        *)
            [[ $word == *= ]] && compopt -o nospace
            COMPREPLY+=("${word#"$before"}")
            ;;
        esac
    done < <("$1" __complete "${words[@]}" 2>/dev/null)
}
complete -F _linnetctl linnetctl
)";

constexpr const char *ZshScript = R"(#compdef linnetctl
_linnetctl() {
    local line word about
    local -a whole open
    for line in "${(@f)$("$words[1]" __complete "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}"; do
        word=${line%%$'\t'*}
        about=${${line#$word}/$'\t'/:}
        case $word in
        '') ;;
        :files) _files ;;
        :folders) _files -/ ;;
        *=) open+=("${word//:/\\:}$about") ;;
        *) whole+=("${word//:/\\:}$about") ;;
        esac
    done
    (( $#whole )) && _describe linnetctl whole
    (( $#open )) && _describe linnetctl open -S ''
}
if [[ $funcstack[1] == _linnetctl ]]; then
    _linnetctl "$@"
else
    compdef _linnetctl linnetctl
fi
)";

constexpr const char *FishScript = R"(function __linnetctl_complete
    set -l words (commandline -opc) (commandline -ct)
    for line in ($words[1] __complete $words[2..] 2>/dev/null)
        switch $line
            case :files
                __fish_complete_path (commandline -ct)
            case :folders
                __fish_complete_directories (commandline -ct)
            case '*'
                echo $line
        end
    end
end
complete -c linnetctl -f -a '(__linnetctl_complete)'
)";

} // namespace

QStringList shellNames()
{
    return {u"bash"_s, u"zsh"_s, u"fish"_s};
}

QByteArray completionScript(Shell shell)
{
    switch (shell) {
    case Shell::Bash:
        return BashScript;
    case Shell::Zsh:
        return ZshScript;
    case Shell::Fish:
        return FishScript;
    }
    Q_UNREACHABLE();
}

} // namespace linnet::cli
