// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/prompt.h"

#include "cli/commandline/usageerror.h"
#include "cli/interruption.h"

#include <cerrno>
#include <termios.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

constexpr qsizetype MostBytes = 64 << 10;

//! \brief Hides what is typed for as long as it exists.
class Silence
{
public:
    explicit Silence(int terminal)
        : m_terminal(terminal)
        , m_isKnown(::tcgetattr(terminal, &m_before) == 0)
    {
        termios silent = m_before;
        silent.c_lflag &= ~tcflag_t(ECHO);
        if (m_isKnown)
            ::tcsetattr(m_terminal, TCSAFLUSH, &silent);
    }
    ~Silence()
    {
        if (m_isKnown)
            ::tcsetattr(m_terminal, TCSAFLUSH, &m_before);
    }
    Q_DISABLE_COPY_MOVE(Silence)

private:
    int m_terminal;
    termios m_before = {};
    bool m_isKnown;
};

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
    const Silence silence(m_input);
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
            return Error{Error::Kind::Unavailable, "interrupted"_L1, u"Interrupted."_s};
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
