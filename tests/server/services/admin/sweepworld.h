// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/jobs/blockon.h"
#include "server/services/admin/sweeper.h"
#include "server/services/media/mediaservice.h"
#include "server/storage/blob/fileblobstore.h"
#include "tests/server/services/chat/chatfixture.h"

#include <QFile>

#include <functional>

namespace linnet::test {

//! \brief Blobs on a disk where somebody does something while a sweep looks.
class WatchedBlobStore : public FileBlobStore
{
public:
    using FileBlobStore::FileBlobStore;

    bool contains(const QByteArray &sha256) const override
    {
        if (whenLookedFor)
            whenLookedFor();
        return FileBlobStore::contains(sha256);
    }
    Result<std::vector<BlobFile>> list(int shelf) const override
    {
        auto files = FileBlobStore::list(shelf);
        if (whenListed)
            whenListed(shelf);
        return files;
    }

    std::function<void()> whenLookedFor;
    std::function<void(int)> whenListed;
};

//! \brief People who upload files and send them, and sweeps among them.
class SweepWorld
{
public:
    //! It is far ahead of the disk's clock there: what is written is old at once.
    SweepWorld() { chat.clock.advance(std::chrono::hours(24 * 365 * 20)); }

    //! \return a file that \p owner has uploaded a moment ago.
    Media upload(UserId owner, const QByteArray &content)
    {
        return ChatFixture::orFatal(tryUpload(owner, content));
    }

    Result<Media> tryUpload(UserId owner, const QByteArray &content)
    {
        const QString path = folder.filePath(QStringLiteral("upload-%1").arg(++m_uploads));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("No upload.");
        file.close();
        chat.clock.advance(std::chrono::seconds(1));
        return await(media.add(owner, path, QStringLiteral("notes.txt"), MediaFilter::Anything));
    }

    Message send(UserId sender, ConversationId conversation, const Media &file)
    {
        Draft draft = chat.draft(sender, conversation, QStringLiteral("Look!"));
        draft.mediaUrl = urlOf(file);
        draft.kind = MessageKind::Document;
        return ChatFixture::orFatal(await(chat.messages.send(draft)));
    }

    //! As if nobody had sent \p message.
    void retract(const Message &message)
    {
        const Timestamp now = chat.clock.now();
        ChatFixture::orFatal(
            await(chat.database->write([message, now](Stores &stores) -> Result<int> {
                const auto removed = stores.messages.remove(message.id, now);
                return removed ? Result<int>(0) : removed.error();
            })));
    }

    static QString urlOf(const Media &file)
    {
        return QStringLiteral("/api/v1/media/files/") + QString::fromLatin1(file.name);
    }

    //! \return whether what \p file has is \p content.
    bool isReadable(const Media &file, const QByteArray &content)
    {
        const auto found = await(media.find(file.name));
        if (!found)
            return false;
        QFile blob(media.path(found->sha256));
        return blob.open(QIODevice::ReadOnly) && blob.readAll() == content;
    }
    Error errorOf(const Media &file) { return await(media.find(file.name)).error(); }

    //! Carries out a sweep by \p rules to its end. \return it as it is stored then.
    Sweep sweep(const SweepRules &rules, Sweep::Mode mode = Sweep::Mode::ForReal)
    {
        const qint64 number = order(rules, mode);
        ChatFixture::orFatal(run(number));
        return stored(number);
    }
    qint64 order(const SweepRules &rules, Sweep::Mode mode = Sweep::Mode::ForReal)
    {
        const Sweep sweep{.mode = mode, .rules = rules, .requestedAt = chat.clock.now()};
        return ChatFixture::orFatal(await(
            chat.database->write([sweep](Stores &stores) { return stores.sweeps.add(sweep); })));
    }
    Result<int> run(qint64 number, const std::stop_token &stop = {})
    {
        const auto done = Sweeper({chat.database, blobs, chat.clock}, stored(number), stop).run();
        return done ? Result<int>(0) : done.error();
    }
    Sweep stored(qint64 number)
    {
        return ChatFixture::orFatal(await(
            chat.database->read([number](Stores &stores) { return stores.sweeps.find(number); })));
    }

    ChatFixture chat;
    const QTemporaryDir folder;
    WatchedBlobStore blobs{folder.filePath(QStringLiteral("media"))};
    CpuPool pool;
    MediaService media{chat.database, blobs, pool, chat.ids, chat.clock};

private:
    int m_uploads = 0;
};

} // namespace linnet::test
