// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/passphraseprompt.h"

#include "common/core/hiddeninput.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <unistd.h>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MostBytes = 64 << 10;

Error invalid(const QString &message)
{
    return {Error::Kind::InvalidInput, "backup_passphrase"_L1, message};
}

//! \brief While it exists, SIGINT ends a read instead of the process, which would leave the
//! terminal mute.
class InterruptibleRead
{
public:
    InterruptibleRead()
    {
        struct sigaction action = {};
        action.sa_handler = [](int) {};
        ::sigaction(SIGINT, &action, &m_before);
    }
    ~InterruptibleRead() { ::sigaction(SIGINT, &m_before, nullptr); }
    Q_DISABLE_COPY_MOVE(InterruptibleRead)

private:
    struct sigaction m_before = {};
};

Result<QByteArray> readLine()
{
    QByteArray line;
    // One byte at a time: what comes after the line is for whoever reads next.
    for (char letter = 0; line.size() < MostBytes; line += letter) {
        const ssize_t count = ::read(STDIN_FILENO, &letter, 1);
        if (count < 0 && errno == EINTR)
            return Error{Error::Kind::Unavailable, "interrupted"_L1, u"Interrupted."_s};
        if (count <= 0 || letter == '\n')
            break;
    }
    if (line.endsWith('\r'))
        line.chop(1);
    if (line.isEmpty())
        return invalid(u"The passphrase is empty."_s);
    return line;
}

Result<QByteArray> ask(const char *question)
{
    const InterruptibleRead interruptible;
    const HiddenInput hidden(STDIN_FILENO);
    std::fputs(question, stderr);
    auto line = readLine();
    std::fputs("\n", stderr);
    return line;
}

} // namespace

bool canAskForPassphrase()
{
    return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1;
}

Result<QByteArray> askForPassphrase()
{
    return ask("Passphrase of the backup: ");
}

Result<QByteArray> askForNewPassphrase()
{
    auto first = ask("New passphrase for the backup: ");
    if (!first)
        return first;
    const auto second = ask("The same again: ");
    if (!second)
        return second;
    if (*first != *second)
        return invalid(u"The two passphrases differ."_s);
    return first;
}

Result<QByteArray> passphraseFromInput()
{
    return readLine();
}

} // namespace linnet
