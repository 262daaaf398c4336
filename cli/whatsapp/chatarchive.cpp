// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/whatsapp/chatarchive.h"

#include "cli/interruption.h"

#include <QFile>

#include <archive.h>
#include <archive_entry.h>

using namespace Qt::StringLiterals;

namespace linnet::cli {

namespace {

constexpr qsizetype PieceBytes = 256 << 10;

Error unreadable(const QString &file, const QString &why)
{
    return {Error::Kind::NotFound, "file_unreadable"_L1,
            u"%1 cannot be read: %2."_s.arg(file, why)};
}

Error noExport(const QString &why)
{
    return {Error::Kind::InvalidInput, "chat_export"_L1, u"This is no exported chat: "_s + why};
}

Error notWritten(const QString &why)
{
    return {Error::Kind::Internal, "io"_L1,
            u"The zip cannot be unpacked into the folder for temporary files: %1."_s.arg(why)};
}

bool isText(const QString &name)
{
    return name.endsWith(u".txt"_s, Qt::CaseInsensitive);
}

//! \return the one text there is, or the one that is called as WhatsApp calls it: texts may have
//! been sent, too. Empty: there is none.
QString textAmong(const QSet<QString> &names)
{
    QStringList texts;
    for (const QString &name : names) {
        if (name == u"_chat.txt"_s)
            return name;
        if (isText(name))
            texts.append(name);
    }
    const QStringList called = texts.filter(u"WhatsApp"_s);
    const QStringList &few = texts.size() > 1 ? called : texts;
    return few.size() == 1 ? few.first() : QString();
}

} // namespace

//! \brief Goes through a zip from its beginning.
class ChatArchive::Zip
{
public:
    explicit Zip(const QString &file)
        : m_archive(archive_read_new())
    {
        archive_read_support_format_zip(m_archive.get());
        m_isOpen = archive_read_open_filename(m_archive.get(), QFile::encodeName(file).constData(),
                                              size_t(PieceBytes))
            == ARCHIVE_OK;
    }

    //! \return the name of the next file, without its folder; nothing: there is none.
    Result<std::optional<QString>> next()
    {
        for (;;) {
            archive_entry *entry = nullptr;
            const int status =
                m_isOpen ? archive_read_next_header(m_archive.get(), &entry) : ARCHIVE_FATAL;
            if (status == ARCHIVE_EOF)
                return std::optional<QString>();
            if (status < ARCHIVE_WARN)
                return damaged();
            if (isInterrupted())
                return interruption();
            if (archive_entry_is_encrypted(entry))
                return noExport(u"the zip is encrypted."_s);
            if (archive_entry_filetype(entry) == AE_IFREG)
                return std::optional(nameOf(entry));
        }
    }

    //! \return the next bytes of the file; empty at its end.
    Result<QByteArray> read()
    {
        QByteArray bytes(PieceBytes, Qt::Uninitialized);
        const auto count = archive_read_data(m_archive.get(), bytes.data(), size_t(bytes.size()));
        if (count < 0)
            return damaged();
        bytes.truncate(qsizetype(count));
        return bytes;
    }

private:
    struct Release
    {
        void operator()(archive *handle) const { archive_read_free(handle); }
    };

    static QString nameOf(archive_entry *entry)
    {
        const char *const utf8 = archive_entry_pathname_utf8(entry);
        const char *const raw = utf8 ? utf8 : archive_entry_pathname(entry);
        return QString::fromUtf8(raw).section(u'/', -1).section(u'\\', -1);
    }

    Error damaged() const
    {
        const char *const why = archive_error_string(m_archive.get());
        return noExport(u"the zip is damaged (%1)."_s.arg(QString::fromUtf8(why)));
    }

    std::unique_ptr<archive, Release> m_archive;
    bool m_isOpen = false;
};

ChatArchive::ChatArchive(QString file, Limits limits)
    : m_file(std::move(file))
    , m_limits(limits)
{}

Result<std::unique_ptr<ChatArchive>> ChatArchive::open(const QString &file, Limits limits)
{
    QFile content(file);
    if (!content.open(QIODevice::ReadOnly))
        return unreadable(file, content.errorString());
    std::unique_ptr<ChatArchive> archive(new ChatArchive(file, limits));
    archive->m_isZip = content.peek(2) == "PK";
    if (!archive->m_isZip) {
        archive->m_text = file;
        return archive;
    }
    if (const auto found = archive->findText(); !found)
        return found.error();
    return archive;
}

Result<> ChatArchive::findText()
{
    if (auto listed = readNames(); !listed)
        return listed;
    const QString text = textAmong(m_names);
    if (text.isEmpty())
        return noExport(u"there is no text in the zip, or several of which none is called as "
                        u"WhatsApp calls it."_s);
    if (auto unpacking = unpack({text}); !unpacking)
        return unpacking;
    m_text = unpacked(text);
    if (m_text.isEmpty())
        return noExport(u"its text is larger than %1 bytes."_s.arg(m_limits.text));
    m_names.remove(text);
    return {};
}

Result<> ChatArchive::readNames()
{
    Zip names(m_file);
    for (;;) {
        const auto name = names.next();
        if (!name)
            return name.error();
        if (!*name)
            return {};
        if (m_names.contains(**name))
            return noExport(u"the zip has \"%1\" twice."_s.arg(**name));
        if (m_names.size() >= m_limits.entries)
            return noExport(u"the zip has more than %1 files."_s.arg(m_limits.entries));
        m_names.insert(**name);
    }
}

Result<> ChatArchive::unpack(const QSet<QString> &names)
{
    Zip zip(m_file);
    for (qsizetype left = names.size(); m_isZip && left > 0;) {
        const auto name = zip.next();
        if (!name)
            return name.error();
        if (!*name)
            break;
        if (!names.contains(**name))
            continue;
        --left;
        const QString path = m_folder.filePath(QString::number(m_unpacked.size()));
        if (auto done = unpackOne(zip, **name, path); !done)
            return done;
    }
    return {};
}

Result<> ChatArchive::unpackOne(Zip &zip, const QString &name, const QString &path)
{
    const auto isWhole = copy(zip, path, isText(name) ? m_limits.text : m_limits.file);
    if (!isWhole)
        return isWhole.error();
    if (*isWhole)
        m_unpacked.insert(name, path);
    else
        QFile::remove(path);
    return {};
}

//! \return whether it is all there: false if it is larger than \p most.
Result<bool> ChatArchive::copy(Zip &zip, const QString &path, qint64 most)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return notWritten(file.errorString());
    for (qint64 size = 0;;) {
        const auto bytes = zip.read();
        if (!bytes)
            return bytes.error();
        if (bytes->isEmpty())
            break;
        size += bytes->size();
        m_written += bytes->size();
        if (m_written > m_limits.all)
            return noExport(u"its files are larger than %1 bytes together."_s.arg(m_limits.all));
        if (size > most)
            return false;
        if (file.write(*bytes) != bytes->size())
            return notWritten(file.errorString());
    }
    if (!file.flush())
        return notWritten(file.errorString());
    return true;
}

} // namespace linnet::cli
