// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output/console.h"

#include "cli/output/displaytext.h"

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

QString hintFor(const Error &error)
{
    if (!error.detail.isEmpty())
        return error.detail;
    if (error.code == "unknown_authority"_L1)
        return u"If it is one of your own, name its certificate with --ca-file FILE."_s;
    if (error.kind == Error::Kind::Unauthenticated)
        return u"Sign in with linnetctl login."_s;
    if (error.retryAfter > std::chrono::seconds::zero())
        return u"Try again in %1 s."_s.arg(error.retryAfter.count());
    return {};
}

} // namespace

void Console::note(const QString &text)
{
    std::ignore = m_err.write(printable(text).toUtf8() + '\n');
}

void Console::warn(const QString &text)
{
    note(u"linnetctl: warning: "_s + text);
}

void Console::report(const Error &error)
{
    note(u"linnetctl: "_s + error.message);
    const QString hint = hintFor(error);
    if (!hint.isEmpty())
        note(u"hint: "_s + hint);
}

} // namespace linnet::cli
