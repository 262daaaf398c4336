// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/exportedfiles.h"

#include "cli/commands/pastfile.h"
#include "cli/commands/savedownload.h"
#include "cli/output/console.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

constexpr auto MediaPath = "/api/v1/media/files/"_L1;

//! \return what the server calls the file of \p message; empty: it has none of a server's own. It
//! is never more than a name, as nothing else in an export that somebody gave away is trusted.
QString fileOf(const QJsonObject &message)
{
    static const QRegularExpression wanted(QRegularExpression::anchoredPattern(
        u"(?:https?://[^/]+)?"_s + MediaPath + u"([A-Za-z0-9_-][A-Za-z0-9_.-]*)(?:\\?.*)?"_s));
    if (message["deletedAt"_L1].isString())
        return {};
    return wanted.match(message["file"_L1].toString()).captured(1);
}

bool isGone(const Error &error)
{
    return error.kind == Error::Kind::NotFound || error.kind == Error::Kind::Gone;
}

Error notMade(const QString &folder)
{
    return {Error::Kind::InvalidInput, "io"_L1, u"%1 cannot be made."_s.arg(folder)};
}

} // namespace

Result<> ExportedFiles::save(ApiClient &api, QIODevice &device, Console &console) const
{
    if (!QDir().mkpath(m_folder)
        || !QFile::setPermissions(m_folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner))
        return notMade(m_folder);
    auto file = ExportFile::open(device);
    if (!file)
        return file.error();
    qint64 gone = 0;
    for (;;) {
        const auto read = file->next();
        if (!read)
            return read.error();
        const std::optional<ExportFile::Entry> &entry = *read;
        if (!entry)
            break;
        const QString name = entry->type == u"message"_s ? fileOf(entry->object) : QString();
        const auto saved = saveOne(api, name, console);
        if (!saved && !isGone(saved.error()))
            return saved.error();
        gone += saved ? 0 : 1;
    }
    if (gone > 0)
        console.note(u"Files that the server has no more: %1."_s.arg(gone));
    return {};
}

Result<> ExportedFiles::saveOne(ApiClient &api, const QString &name, Console &console) const
{
    const QString path = QDir(m_folder).filePath(name);
    if (name.isEmpty() || QFileInfo::exists(path))
        return {};
    return saveDownload(api, MediaPath + name, path, console);
}

Result<> ExportedFiles::attach(ApiClient &api, const std::vector<ExportFile::Entry> &entries,
                               const Rehearse &rehearse, QJsonArray &messages) const
{
    const auto hasFile = [this](const ExportFile::Entry &entry) {
        return !find(entry.object).isEmpty();
    };
    if (m_folder.isEmpty() || std::ranges::none_of(entries, hasFile))
        return {};
    const auto would = rehearse(messages);
    if (!would)
        return would.error();
    const QJsonArray outcomes = (*would)["items"_L1].toArray();
    for (qsizetype i = 0; i < messages.size(); ++i) {
        const ExportFile::Entry &entry = entries[size_t(i)];
        if (!hasFile(entry) || outcomes[i]["outcome"_L1].toString() != u"stored"_s)
            continue;
        QJsonObject message = messages[i].toObject();
        const auto sent = sendPastFile(
            api, {message["sender"_L1].toString(), find(entry.object), fileOf(entry.object)});
        if (!sent)
            return sent.error();
        if (sent->isEmpty())
            continue;
        message["file"_L1] = *sent;
        message["textContent"_L1] = entry.object["text"_L1];
        messages[i] = message;
    }
    return {};
}

//! \return where the content of the file of \p message is; empty: it is not there.
QString ExportedFiles::find(const QJsonObject &message) const
{
    const QString name = fileOf(message);
    const QString path = QDir(m_folder).filePath(name);
    return name.isEmpty() || !QFileInfo(path).isFile() ? QString() : path;
}

} // namespace linnet::cli
