// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/identity/passwordrules.h"

#include <QFile>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet {

namespace {

//! Also long enough for what normalisation makes of the longest password.
constexpr int MostUnits = 4 * MostPasswordCharacters;

Error refused(QLatin1String code, const QString &wrong)
{
    return {Error::Kind::InvalidInput, code, u"password "_s + wrong};
}

qsizetype characters(const QString &password)
{
    const QString normal = password.normalized(QString::NormalizationForm_KC);
    return std::count_if(normal.begin(), normal.end(), [](QChar c) { return !c.isLowSurrogate(); });
}

QSet<QString> readCommonPasswords()
{
    QFile file(u":/passwords/common.txt"_s);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("The list of common passwords is missing from the program.");
    const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
    return {lines.begin(), lines.end()};
}

bool isCommon(const QString &password)
{
    static const QSet<QString> common = readCommonPasswords();
    return common.contains(password.normalized(QString::NormalizationForm_KC).toCaseFolded());
}

} // namespace

Result<> checkNewPassword(const QString &password, int least, const PasswordPolicy &policy)
{
    if (password.size() > MostUnits || characters(password) > MostPasswordCharacters)
        return refused("password_too_long"_L1,
                       u"must have at most %1 characters"_s.arg(MostPasswordCharacters));
    const int wanted = std::max(least, policy.minimum);
    if (characters(password) < wanted)
        return refused("password_too_short"_L1, u"must have at least %1 characters"_s.arg(wanted));
    if (wanted >= LeastPasswordCharacters && isCommon(password))
        return refused("password_common"_L1, u"is among the first ones that others would try"_s);
    return {};
}

} // namespace linnet
