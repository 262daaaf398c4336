// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/backup/extractbackup.h"

#include "common/core/privatefile.h"
#include "server/backup/archivereader.h"
#include "server/backup/backuperror.h"
#include "server/backup/backupfile.h"
#include "server/backup/sealedstream.h"
#include "server/storage/sql/snapshot.h"

#include <QCryptographicHash>
#include <QDir>

namespace linnet::backup {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype LongestManifest = 1 << 20;

//! \brief A source whose first bytes have been read already.
class ReturnedSource : public ByteSource
{
public:
    ReturnedSource(QByteArray first, ByteSource &source)
        : m_first(std::move(first))
        , m_source(source)
    {}

    Result<QByteArray> read(qsizetype most) override
    {
        if (m_first.isEmpty())
            return m_source.read(most);
        QByteArray bytes = m_first.first(std::min(most, m_first.size()));
        m_first.remove(0, bytes.size());
        return bytes;
    }

private:
    QByteArray m_first;
    ByteSource &m_source;
};

//! \brief Takes members, and knows in the end whether they are what the manifest says.
class Extraction
{
public:
    Extraction(ByteSource &source, const DataLayout &target)
        : m_reader(source)
        , m_target(target)
    {}

    Result<Manifest> run()
    {
        auto member = m_reader.next();
        for (; member && *member; member = m_reader.next()) {
            if (const auto taken = take(**member); !taken)
                return taken.error();
        }
        if (!member)
            return member.error();
        return judge();
    }

private:
    Result<> take(const QByteArray &member)
    {
        if (member == "manifest.json")
            return readText(m_manifest);
        if (member == "manifest.sha256")
            return readText(m_manifestSum);
        const auto place = m_target.placeOf(member);
        if (!place)
            return damaged(u"there is something in it that is not of a server"_s);
        return write(member, *place);
    }

    Result<> readText(QByteArray &text)
    {
        auto part = m_reader.read();
        for (; part && !part->isEmpty() && text.size() <= LongestManifest; part = m_reader.read())
            text += *part;
        if (!part)
            return part.error();
        return {};
    }

    Result<> write(const QByteArray &member, const QString &place)
    {
        QFile file(place);
        if (const auto made = makePrivateDirectory(QFileInfo(place).path()); !made)
            return made.error();
        if (!createPrivately(file))
            return file.exists() ? damaged(u"a member is in it twice"_s) : fileFailure(place);
        QCryptographicHash hash(QCryptographicHash::Sha256);
        auto part = m_reader.read();
        for (; part && !part->isEmpty(); part = m_reader.read()) {
            hash.addData(*part);
            if (file.write(*part) != part->size())
                return fileFailure(place);
        }
        if (!part)
            return part.error();
        const qint64 size = file.pos();
        if (!file.flush())
            return fileFailure(place);
        return note(member, hash.result(), size);
    }

    Result<> note(const QByteArray &member, const QByteArray &sum, qint64 size)
    {
        const auto blob = blobOf(member);
        if (!blob) {
            m_found.sums[QString::fromLatin1(member)] = sum;
            return {};
        }
        if (*blob != sum)
            return damaged(u"a media file is not as it was"_s);
        ++m_found.media;
        m_found.mediaBytes += size;
        return {};
    }

    Result<Manifest> judge() const
    {
        if (m_manifest.isEmpty() || m_manifestSum.isEmpty())
            return damaged(u"it ends too early"_s);
        const QByteArray sum =
            QCryptographicHash::hash(m_manifest, QCryptographicHash::Sha256).toHex();
        if (m_manifestSum != sum + "  manifest.json\n")
            return damaged(u"its manifest is not as it was"_s);
        auto manifest = parseManifest(m_manifest);
        if (!manifest)
            return manifest;
        const bool isAll = manifest->sums == m_found.sums && manifest->media == m_found.media
            && manifest->mediaBytes == m_found.mediaBytes
            && manifest->sums.contains(QString::fromLatin1(DatabaseMember));
        if (!isAll)
            return damaged(u"what is in it is not what its manifest says"_s);
        return manifest;
    }

    ArchiveReader m_reader;
    const DataLayout &m_target;
    Manifest m_found; //!< As far as members tell.
    QByteArray m_manifest;
    QByteArray m_manifestSum;
};

Result<> checkSchema(const Manifest &manifest)
{
    if (manifest.schema <= knownSchema())
        return {};
    return Error{Error::Kind::InvalidInput, "backup_newer"_L1,
                 u"Linnet %1 made this backup, with a schema that this one does not know: use "
                 "Linnet %1 or newer."_s.arg(manifest.server)};
}

} // namespace

Result<Manifest> extractBackup(const QString &file, const BackupKeys &keys,
                               const DataLayout &target, const BackupWatch &watch)
{
    const auto opened = BackupFile::open(file, watch);
    if (!opened)
        return opened.error();
    const auto header = openSealHeader(**opened, keys);
    if (!header)
        return header.error();
    OpeningSource sealed(*header, **opened);
    ReturnedSource plain(header->bytes, **opened);
    ByteSource &source = header->key.isEmpty() ? static_cast<ByteSource &>(plain) : sealed;
    auto manifest = Extraction(source, target).run();
    if (!manifest)
        return manifest;
    if (const auto checked = checkSchema(*manifest); !checked)
        return checked.error();
    return manifest;
}

} // namespace linnet::backup
