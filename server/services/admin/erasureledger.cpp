// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/services/admin/erasureledger.h"

#include "common/core/privatefile.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

#include <algorithm>
#include <unistd.h>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

Error unusable(const QFile &file, Error::Kind kind)
{
    return {kind, "erasure_ledger"_L1, u"The ledger of erasures cannot be used."_s,
            file.fileName() + u": "_s + file.errorString()};
}

QByteArray lineOf(const Erasure &erasure)
{
    const QJsonObject entry{{u"user"_s, erasure.user.toString()},
                            {u"requestedAt"_s, toIso(erasure.requestedAt)},
                            {u"requestedBy"_s, erasure.requestedBy},
                            {u"begunAt"_s, toIso(erasure.begunAt.value_or(erasure.dueAt))},
                            {u"messages"_s, nameOf(erasure.messages)}};
    return QJsonDocument(entry).toJson(QJsonDocument::Compact) + '\n';
}

//! Goes to the end of the last line that is whole: a crash may have cut off the one after it, whose
//! erasure has not begun then.
bool cutOffRemains(QFile &file)
{
    constexpr qint64 LongestLine = 4096;
    const qint64 start = std::max<qint64>(0, file.size() - LongestLine);
    if (!file.seek(start))
        return false;
    const qint64 end = start + file.readAll().lastIndexOf('\n') + 1;
    return (end == file.size() || file.resize(end)) && file.seek(end);
}

std::optional<Erasure> parseLine(const QByteArray &line)
{
    const QJsonObject entry = QJsonDocument::fromJson(line).object();
    const auto user = UserId::parse(entry["user"_L1].toString());
    const auto requestedAt = parseIso(entry["requestedAt"_L1].toString());
    const auto begunAt = parseIso(entry["begunAt"_L1].toString());
    const auto messages = parseErasureMessages(entry["messages"_L1].toString());
    if (!user || !requestedAt || !begunAt || !messages)
        return std::nullopt;
    return Erasure{.user = *user,
                   .requestedAt = *requestedAt,
                   .requestedBy = entry["requestedBy"_L1].toString(),
                   .dueAt = *begunAt,
                   .messages = *messages,
                   .begunAt = *begunAt};
}

} // namespace

Result<> ErasureLedger::append(const Erasure &erasure) const
{
    QFile file(m_file);
    const bool isNew = !file.exists();
    if (!file.open(QIODevice::ReadWrite, QFile::ReadOwner | QFile::WriteOwner))
        return unusable(file, Error::Kind::Unavailable);
    const QByteArray line = lineOf(erasure);
    if (!cutOffRemains(file) || file.write(line) != line.size() || !file.flush()
        || ::fsync(file.handle()) != 0)
        return unusable(file, Error::Kind::Unavailable);
    if (isNew && !syncDirectory(QFileInfo(m_file).absolutePath()))
        return unusable(file, Error::Kind::Unavailable);
    return {};
}

Result<std::vector<Erasure>> ErasureLedger::read() const
{
    std::vector<Erasure> entries;
    QFile file(m_file);
    if (!file.exists())
        return entries;
    if (!file.open(QIODevice::ReadOnly))
        return unusable(file, Error::Kind::Internal);
    int number = 0;
    while (!file.atEnd()) {
        const QByteArray line = file.readLine();
        ++number;
        if (line.trimmed().isEmpty())
            continue;
        const auto entry = parseLine(line);
        if (!entry && !line.endsWith('\n'))
            break;
        if (!entry)
            return Error{Error::Kind::Internal, "erasure_ledger"_L1,
                         u"The ledger of erasures cannot be used."_s,
                         u"%1: line %2 is no entry."_s.arg(m_file).arg(number)};
        std::erase_if(entries, [&](const Erasure &each) { return each.user == entry->user; });
        entries.push_back(*entry);
    }
    return entries;
}

} // namespace linnet
