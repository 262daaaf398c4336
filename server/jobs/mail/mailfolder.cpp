// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/jobs/mail/mailfolder.h"

#include <QDir>
#include <QFileInfo>
#include <QLoggingCategory>
#include <QSaveFile>

namespace linnet {

namespace {

Q_LOGGING_CATEGORY(log, "linnet.mail")

} // namespace

MailFolder::MailFolder(QString folder)
    : m_folder(std::move(folder))
{}

Result<> MailFolder::deliver(const MimeMessage &message, const std::stop_token &)
{
    const QString name = QString::fromLatin1(message.id.left(message.id.indexOf('@')));
    const QString path = QDir(m_folder).filePath(name + QStringLiteral(".eml"));
    QDir().mkpath(m_folder);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)
        || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        || file.write(message.toBytes()) < 0 || !file.commit())
        return Error{Error::Kind::Unavailable, QLatin1String("mail_failed"),
                     QStringLiteral("The mail cannot be written."), file.errorString()};
    qCInfo(log).noquote() << "A mail to" << message.to.address << "is in" << path;
    return {};
}

Result<QString> MailFolder::probe(const std::stop_token &)
{
    if (!QDir().mkpath(m_folder) || !QFileInfo(m_folder).isWritable())
        return Error{Error::Kind::Unavailable, QLatin1String("mail_failed"),
                     QStringLiteral("The mail cannot be written."),
                     QStringLiteral("its folder is not writable")};
    return QStringLiteral("No mail server is configured: mails are written to files");
}

} // namespace linnet
