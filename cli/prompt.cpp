// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/prompt.h"

#include "cli/commandline/usageerror.h"
#include "cli/interruption.h"
#include "common/core/hiddeninput.h"

#include <cerrno>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

constexpr qsizetype MostBytes = 64 << 10;

} // namespace

Prompt::Prompt(int input, TextSink &questions)
    : m_input(input)
    , m_questions(questions)
    , m_isTerminal(::isatty(input) == 1)
{}

Result<QString> Prompt::ask(const QString &question)
{
    if (!m_isTerminal)
        return usageError(u"There is no terminal to ask at: %1"_s.arg(question));
    if (const auto asked = m_questions.write(question.toUtf8() + ' '); !asked)
        return asked.error();
    return readLine();
}

Result<QString> Prompt::askSecretly(const QString &question)
{
    const HiddenInput hidden(m_input);
    auto answer = ask(question);
    if (m_isTerminal)
        if (const auto ended = m_questions.write("\n"); !ended)
            return ended.error();
    return answer;
}

Result<QString> Prompt::readLine()
{
    QByteArray line;
    // One byte at a time: what comes after the line is for whoever reads next.
    for (char letter = 0; line.size() < MostBytes;) {
        const ssize_t count = ::read(m_input, &letter, 1);
        if (count < 0 && isInterrupted())
            return interruption();
        if (count < 0 && errno == EINTR)
            continue;
        if (count == 0 && line.isEmpty())
            return Error{Error::Kind::InvalidInput, "io"_L1, u"The input has ended."_s};
        if (count <= 0 || letter == '\n')
            break;
        line += letter;
    }
    if (line.endsWith('\r'))
        line.chop(1);
    return QString::fromUtf8(line);
}

} // namespace linnet::cli
