// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/completionprint.h"

#include "cli/commands/invocation.h"
#include "cli/completion/shellscript.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

Declaration CompletionPrint::declaration()
{
    return {
        .name = u"completion"_s,
        .summary = u"Write a script that makes a shell complete commands."_s,
        .examples =
            {u"linnetctl completion bash >~/.local/share/bash-completion/completions/linnetctl"_s,
             u"linnetctl completion zsh >~/.zfunc/_linnetctl"_s,
             u"linnetctl completion fish >~/.config/fish/completions/linnetctl.fish"_s},
        .arguments = {{.name = u"SHELL"_s,
                       .help = u"bash, zsh or fish."_s,
                       .target = &m_shell,
                       .choices = shellNames()}}};
}

Result<> CompletionPrint::run(Invocation &invocation)
{
    const auto shell = Shell(shellNames().indexOf(m_shell));
    return invocation.console().out().write(completionScript(shell));
}

} // namespace linnet::cli
