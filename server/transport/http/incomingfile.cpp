// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/transport/http/incomingfile.h"

#include "common/core/random.h"

#include <QDir>
#include <QLoggingCategory>

namespace linnet {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(log, "linnet.uploads")

Error cannotStore(const QFile &file)
{
    return {Error::Kind::Unavailable, "storage_unavailable"_L1,
            u"The file cannot be stored at the moment."_s,
            file.fileName() + u": "_s + file.errorString()};
}

} // namespace

IncomingFile::IncomingFile(const UploadSettings &settings, const QString &name)
    : m_most(settings.mostFile)
    , m_file(settings.folder + u'/' + QString::fromLatin1(randomToken()))
    , m_description{{}, name, 0}
{}

IncomingFile::~IncomingFile()
{
    if (!m_description.path.isEmpty())
        m_file.remove();
}

void IncomingFile::removeLeftovers(const UploadSettings &settings)
{
    const QDir folder(settings.folder);
    const QStringList names = folder.entryList(QDir::Files | QDir::Hidden);
    for (const QString &name : names) {
        QFile file(folder.filePath(name));
        if (!file.remove())
            qCWarning(log) << file.fileName()
                           << "is left of an upload and cannot be removed:" << file.errorString();
    }
}

Result<std::shared_ptr<IncomingFile>> IncomingFile::create(const UploadSettings &settings,
                                                           const QString &name)
{
    const std::shared_ptr<IncomingFile> made(new IncomingFile(settings, name));
    if (!made->m_file.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered,
                           QFile::ReadOwner | QFile::WriteOwner))
        return cannotStore(made->m_file);
    made->m_description.path = made->m_file.fileName(); // From here on it is ours to remove.
    return made;
}

Result<> IncomingFile::write(QByteArrayView data)
{
    m_description.size += data.size();
    if (m_description.size > m_most)
        return Error{Error::Kind::TooLarge, "too_large"_L1,
                     u"The file may have at most %1 bytes."_s.arg(m_most)};
    if (m_file.write(data.data(), data.size()) != data.size())
        return cannotStore(m_file);
    return {};
}

} // namespace linnet
