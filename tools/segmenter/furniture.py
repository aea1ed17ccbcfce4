"""What papers say on their own behalf, invented, for pages that are drawn at random.

``{P}`` is the paper, ``{T}`` a topic, ``{N}`` a person, ``{n}`` a number, ``{L}`` a newsletter.
"""

from __future__ import annotations


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().split("\n") if line.strip()]


BADGES = {
    "en": _lines("""LIVE
        Live
        LIVE UPDATES
        Live updates
        BREAKING
        Breaking news
        Liveblog
        LIVE BLOG
        News
        NEWS
        Developing story
        Explainer
        Updated
        Live Reporting
        Home
        World
        Politics
        Sport
        Business
        UK News
        Skip to content
        Skip to main content
        Menu
        Search
        Open menu
        Topic: {T}
        {T}
        More {T}
        Subscriber only
        Premium
        In progress
        Rolling coverage
        Home > News > {T}
        Home / World / {T}
        Sections
        U.S.
        Skip links
        Open Navigation Menu
        Save this story
        Watch Live
        Editions
        Weather Alert
        Flood watch for {T} until Sunday at 7 a.m.
        {n} of {n}
        {n} alerts in effect
        WATCH LIVE
        Live TV
        On Air Now
        Markets
        Investing
        Watchlist
        {n} viewing
        Listen
        {n} min read
        Share full article
        Give this article
        Match Centre
        Line-ups
        Match Stats
        Table
        Fixtures
        FT
        HT
        Latest videos
        Latest audio
        In focus
        See more on: {T}
        Trending: {T}"""),
    "de": _lines("""LIVE
        Liveblog
        Live-Ticker
        Eilmeldung
        Newsblog
        Startseite
        Politik
        Panorama
        Zum Inhalt springen
        Menü
        Suche
        {T}
        Stand der Dinge
        Exklusiv für Abonnenten
        Ticker
        Inland"""),
    "fr": _lines("""DIRECT
        EN DIRECT
        En direct
        Direct
        Info
        Accueil
        Société
        Politique
        {T}
        Réservé aux abonnés
        Article réservé aux abonnés
        Aller au contenu
        Rechercher
        Suivi"""),
    "es": _lines("""DIRECTO
        EN VIVO
        Última hora
        Actualidad
        Portada
        Internacional
        Ir al contenido
        {T}
        Menú
        Solo para suscriptores
        Minuto a minuto"""),
    "it": _lines("""DIRETTA
        LIVE
        In diretta
        Cronaca
        Home
        Esteri
        {T}
        Vai al contenuto
        Cerca
        Riservato agli abbonati
        Aggiornamenti in diretta"""),
}

BUTTONS = {
    "en": _lines("""Share
        Share this
        Share this post
        Share post
        Copy link
        Link copied
        Link Copied!
        Link copied to clipboard
        Copied
        Permalink
        Save
        Bookmark
        Print
        Email
        Facebook
        Twitter
        X
        WhatsApp
        Bluesky
        LinkedIn
        Reddit
        Telegram
        Share on Facebook
        Share on X
        Share via email
        Tweet
        Post
        Like
        Reply
        Report
        Translate
        Listen
        Play
        Mute
        Read more
        Show more
        Expand
        More
        View more
        Read full story
        Comment
        Comments
        {n} comments
        {n} Comments
        0
        {n}
        Send
        Gift
        Follow
        Loading
        Loading...
        Play video
        Back to top
        Jump to latest
        Copy URL
        Share update
        Share entry
        ⤴ Share
        🔗 Copy link
        • Share
        Share | Save
        Share this update
        Was this helpful?
        Thanks for your feedback
        Close
        Open image in gallery
        View image in fullscreen
        Link
        Share to…"""),
    "de": _lines("""Teilen
        Beitrag teilen
        Link kopieren
        Link kopiert
        Artikel teilen
        Merken
        Drucken
        Kommentieren
        Kommentare
        {n} Kommentare
        Facebook
        WhatsApp
        E-Mail
        X
        Mehr
        Mehr anzeigen
        Weiterlesen
        Nach oben
        Vorlesen
        Permalink
        Empfehlen"""),
    "fr": _lines("""Partager
        Copier le lien
        Lien copié
        Partager ce message
        Partager l’article
        Enregistrer
        Imprimer
        Commenter
        {n} commentaires
        Facebook
        WhatsApp
        Lire la suite
        Voir plus
        Réagir
        Envoyer
        Écouter
        Haut de page"""),
    "es": _lines("""Compartir
        Copiar enlace
        Enlace copiado
        Guardar
        Imprimir
        Comentar
        {n} comentarios
        Facebook
        WhatsApp
        Leer más
        Ver más
        Enviar
        Escuchar
        Volver arriba
        Me gusta"""),
    "it": _lines("""Condividi
        Copia link
        Link copiato
        Salva
        Stampa
        Commenta
        {n} commenti
        Facebook
        WhatsApp
        Leggi tutto
        Mostra altro
        Invia
        Ascolta
        Torna su
        Mi piace"""),
}

MARKS = {
    "en": _lines("""Key event
        KEY EVENT
        Pinned
        Pinned post
        New
        Breaking
        Update
        Key Event
        Important
        Highlight
        Top post
        Latest
        Analysis
        Must read"""),
    "de": _lines("""Angeheftet
        Wichtig
        Neu
        Eilmeldung"""),
    "fr": _lines("""Épinglé
        L’essentiel
        Important
        Nouveau"""),
    "es": _lines("""Destacado
        Fijado
        Importante
        Nuevo"""),
    "it": _lines("""In evidenza
        Importante
        Fissato in alto
        Nuovo"""),
}

CONTROLS = {
    "en": _lines("""Newest first
        Oldest first
        Sort by
        Latest first
        Filters:
        Filter by
        All updates
        Key moments
        Show key events only
        Please turn on JavaScript to use this feature
        Live feed
        Live updates
        Latest updates
        Follow live
        Auto-refresh on
        Auto update
        On
        Off
        {n} posts
        {n} updates
        {n} new updates
        Show new updates
        Jump to
        All times are local
        All times Eastern
        All times are GMT
        What's happening now
        Here are the latest updates:
        Follow our live coverage below
        This page refreshes automatically.
        This live blog is closed.
        This blog has now closed. Scroll down to read how the day unfolded.
        Our live coverage has ended.
        Scroll down for the latest
        Updates
        Timeline
        Posts
        Catch up
        Most recent
        Displaying {n} of {n} updates
        Reverse order
        Notifications
        Turn on alerts
        Today
        Yesterday
        Summary view
        Full coverage
        You're caught up
        Entries
        Read from the start
        The latest
        Show transcript
        SHOW TRANSCRIPT
        hide content
        Show key events only
        Most recent
        Oldest first
        Auto-refresh on
        Infinite Scroll Enabled
        Live Reporting
        Posts
        Jump to latest"""),
    "de": _lines("""Neueste zuerst
        Älteste zuerst
        Automatisch aktualisieren
        An
        Aus
        Alle Beiträge
        Neue Beiträge anzeigen
        Nur wichtige Ereignisse anzeigen
        Alle Entwicklungen im Liveblog
        Der Liveblog ist beendet.
        {n} Einträge
        Sortieren
        Alle Zeiten in MEZ
        Filtern
        Die Entwicklungen im Newsblog:"""),
    "fr": _lines("""Du plus récent au plus ancien
        Les plus récents
        Actualiser
        Le direct
        Afficher les temps forts
        Tous les messages
        Ce direct est terminé.
        Suivez notre direct
        {n} nouvelles publications
        Trier par
        Activer les alertes"""),
    "es": _lines("""Más recientes
        Más antiguos
        Actualizar
        Todas las entradas
        Solo destacados
        Así se lo hemos contado
        Ordenar por
        La narración en directo ha terminado.
        {n} nuevas entradas
        Activar alertas"""),
    "it": _lines("""Più recenti
        Meno recenti
        Aggiorna
        Tutti gli aggiornamenti
        Solo i principali
        La diretta è terminata.
        Ordina per
        {n} nuovi aggiornamenti
        Segui la diretta
        Attiva le notifiche"""),
}

ADS = {
    "en": _lines("""Advertisement
        ADVERTISEMENT
        Ad
        AD
        Advertising
        Ad Feedback
        Article continues below this ad
        Story continues below advertisement
        Advertisement - scroll to continue
        Article continues after this message...
        Sponsored
        Promoted
        Paid content
        Skip advertisement
        Skip ad
        Close ad
        Scroll to continue reading
        Ad · Continue below
        Remove ads
        Partner content
        Content from our partners"""),
    "de": _lines("""Anzeige
        ANZEIGE
        Werbung
        Externer Inhalt
        Inhalt anzeigen
        Artikel wird nach der Werbung fortgesetzt
        Empfohlener redaktioneller Inhalt
        Gesponsert"""),
    "fr": _lines("""Publicité
        PUBLICITÉ
        La suite après cette publicité
        Annonce
        Contenu sponsorisé
        Passer la publicité"""),
    "es": _lines("""Publicidad
        PUBLICIDAD
        Anuncio
        Continúa después de la publicidad
        Contenido patrocinado"""),
    "it": _lines("""Pubblicità
        PUBBLICITÀ
        Annuncio
        Continua dopo la pubblicità
        Contenuto sponsorizzato"""),
}

# offers: what stands first in one, and what may follow
OFFERS = {
    "en": _lines("""Sign up to {L}
        Sign up for {L}
        Subscribe to {L}
        Get {L} in your inbox
        Get our {T} newsletter
        Want more news like this? Sign up for {L}
        Never miss a story
        Stay informed
        Stay ahead with {L}
        Support {P}
        Support our journalism
        Help us keep going
        Before you go…
        A note from our editor
        A word from {P}
        Your support matters
        Why your support makes a difference
        Become a member
        Become a subscriber today
        Subscribe from £{n} a month
        Subscribe now for $1 a week
        Save 50% on a yearly subscription
        Unlock unlimited access
        Start your free trial
        Download our app
        Get the app
        Get breaking news alerts on your phone
        Join our WhatsApp channel
        Follow {P} on WhatsApp
        Follow us on Instagram and TikTok
        Add {P} as a preferred source on Google
        Make us preferred on Google
        Listen to our {T} podcast
        Got a tip? Write to us
        Do you have a story? Get in touch
        Have you been affected? Tell us
        Are you in {T}? Send us your pictures
        Enjoying this? Read it without ads
        Like what you're reading?
        Take part in our survey
        Try {P} Plus free for one month
        Register to keep reading
        Log in to save this article
        Sign in to comment
        Join the conversation
        Bet on {T} with our partner
        Win tickets to {T}
        The {T} briefing
        {L}: our weekly guide to {T}
        Give the gift of {P}
        We need your help
        You have {n} free articles left this month
        Don't miss out
        Watch our coverage of {T} without ads
        Stream it free on {P} Player
        Newsletter: {L}
        Sign up
        Subscribe
        Sign Up Here
        Newsletter"""),
    "de": _lines("""Jetzt den Newsletter {L} abonnieren
        Newsletter {L}
        Melden Sie sich für {L} an
        Jetzt kostenlos anmelden
        Jetzt Abo abschließen und weiterlesen
        Unterstützen Sie {P}
        Laden Sie unsere App herunter
        Folgen Sie uns auf WhatsApp
        Nichts verpassen: Push-Nachrichten einschalten
        Sie haben Hinweise? Schreiben Sie uns
        Testen Sie {P} Plus einen Monat gratis
        Unser Podcast zu {T}
        Mit Plus weiterlesen
        Diskutieren Sie mit
        Danke, dass Sie {P} lesen"""),
    "fr": _lines("""Inscrivez-vous à notre newsletter {L}
        Abonnez-vous à {P}
        Abonnez-vous à partir de 1 € par mois
        Recevez {L} dans votre boîte mail
        Soutenez {P}
        Téléchargez notre application
        Suivez-nous sur WhatsApp
        Ne manquez rien de l’actualité
        Vous avez une information ? Écrivez-nous
        Newsletter {L}
        Il vous reste à lire la suite
        Profitez d’un mois gratuit
        Rejoignez nos lecteurs"""),
    "es": _lines("""Suscríbete a nuestro boletín {L}
        Recibe el boletín {L}
        Suscríbete a {P} por 1 € al mes
        Apoya a {P}
        Descarga nuestra aplicación
        Síguenos en WhatsApp
        No te pierdas nada
        ¿Tienes una pista? Escríbenos
        Hazte socio
        Prueba un mes gratis
        Regístrate para seguir leyendo"""),
    "it": _lines("""Iscriviti alla newsletter {L}
        Ricevi {L} nella tua casella di posta
        Abbonati a {P} da 1 € al mese
        Sostieni {P}
        Scarica la nostra app
        Seguici su WhatsApp
        Non perdere le notizie
        Hai una segnalazione? Scrivici
        Prova gratis per un mese
        Accedi per continuare a leggere"""),
}

OFFER_TEXTS = {
    "en": _lines("""The day's biggest stories, explained in five minutes
        Everything you need to know about {T}, every Friday
        Our free email brings you the best of {P} each morning
        Free, every weekday at 7am
        The stories behind {T}, from our reporters
        A weekly look at {T}, with the odd joke
        News, analysis and the occasional good story from our {T} desk.
        What happened, why it matters and what comes next, in your inbox.
        For {n} years our reporters have gone where the story is. We could not do it without you.
        We have no proprietor to please and no paywall. Readers keep us going.
        If you can, please give what you can today. It takes a minute.
        Our journalism is free to read and always will be, but it is not free to make.
        Whether you give a little or a lot, your support keeps our reporters on the road.
        At {P}, we believe that everyone should be able to read the news. That is why we ask those who can pay to do so.
        From the committee room to the flood plain, our team reports what others leave out.
        Independent reporting costs money. Thank you for helping.
        You can cancel at any time.
        Cancel anytime. Terms apply.
        Offer ends Sunday. New subscribers only.
        No thanks, remind me later
        Want to come back to it later? Log in to save it.
        Turn on notifications to hear first when something happens
        Share your thoughts and see what other readers have to say
        Say what you think and read what others make of it.
        Please keep comments polite and to the point.
        Contact us in confidence at tips@paper.example
        Send pictures and videos to our newsdesk on WhatsApp
        Stream every episode on our app.
        When you buy through links on our pages, we may earn a commission.
        This article contains affiliate links.
        Make {P} the first source you see in search.
        Get the latest straight to your phone"""),
    "de": _lines("""Die wichtigsten Nachrichten des Tages, jeden Morgen um 6 Uhr
        Kostenlos und jederzeit kündbar
        Jeden Freitag das Beste aus {T}, ausgesucht von unserer Redaktion
        Unabhängiger Journalismus kostet Geld. Helfen Sie uns dabei.
        Mit der Anmeldung akzeptieren Sie die Datenschutzbestimmungen.
        Hier finden Sie einen Inhalt von einer fremden Plattform. Mit Ihrer Zustimmung wird er angezeigt.
        Ich bin einverstanden, dass mir externe Inhalte angezeigt werden.
        Alle Artikel lesen, ab 1 Euro im Monat
        Wir schicken Ihnen die Übersicht direkt ins Postfach."""),
    "fr": _lines("""L’essentiel de l’actualité, chaque matin dans votre boîte mail
        Chaque vendredi, le meilleur de {T}
        Sans engagement, résiliable à tout moment
        L’information indépendante a un coût. Merci de votre soutien.
        En vous inscrivant, vous acceptez nos conditions d’utilisation.
        Ce contenu provient d’un réseau social. Il faut accepter les cookies pour l’afficher.
        Tous nos articles en illimité dès 1 € le premier mois"""),
    "es": _lines("""Lo más importante del día, cada mañana en tu correo
        Cada viernes, lo mejor de {T}
        Sin permanencia, cancela cuando quieras
        El periodismo independiente cuesta dinero. Gracias por tu apoyo.
        Al suscribirte aceptas la política de privacidad.
        Lee sin límites por 1 € el primer mes
        Puedes darte de baja en cualquier momento"""),
    "it": _lines("""Le notizie più importanti, ogni mattina nella tua casella
        Ogni venerdì il meglio di {T}
        Puoi disdire quando vuoi
        L’informazione indipendente costa. Grazie per il tuo sostegno.
        Iscrivendoti accetti l’informativa sulla privacy.
        Leggi senza limiti a 1 € per il primo mese"""),
}

OFFER_ENDS = {
    "en": _lines("""Enter your email address
        Email address
        Email (required)
        Your email
        Sign up
        Subscribe
        Sign me up
        Submit
        Continue
        Yes, sign me up
        Invalid email
        Something went wrong. Please try again.
        Thank you for signing up!
        By signing up you agree to our Terms and Privacy Policy.
        By entering your email you agree to receive messages from {P}. You can unsubscribe at any time.
        See our Privacy Notice.
        Privacy Notice: our emails may hold news of charities and content paid for by others. We protect your data with care.
        We use a service to protect this site, and its privacy policy applies.
        after newsletter promotion
        Skip past newsletter promotion
        I would like to be emailed about offers, events and updates from {P}.
        Read our privacy policy
        Learn more
        Find out more
        Donate now
        Support us
        Contribute
        Choose your amount
        Monthly
        Just once
        Already a subscriber? Log in
        Maybe later
        Not now
        Manage your preferences"""),
    "de": _lines("""E-Mail-Adresse
        Abonnieren
        Anmelden
        Jetzt bestellen
        Datenschutzerklärung
        Bitte prüfen Sie Ihre Eingabe.
        Später
        Inhalt laden"""),
    "fr": _lines("""Votre adresse e-mail
        S’inscrire
        Je m’abonne
        Valider
        Déjà abonné ? Se connecter
        Accepter
        Plus tard"""),
    "es": _lines("""Tu correo electrónico
        Suscribirme
        Apúntate
        Enviar
        ¿Ya eres suscriptor? Inicia sesión
        Aceptar
        Ahora no"""),
    "it": _lines("""Il tuo indirizzo e-mail
        Iscriviti
        Abbonati
        Invia
        Sei già abbonato? Accedi
        Accetta
        Più tardi"""),
}

HEAD_NOTES = {
    "en": _lines("""Share options
        Listen to this article
        Listen · {n} min
        {n} min read
        Estimated {n} minutes
        The audio version of this article is generated by AI-based technology.
        Gift this article
        Add as preferred source
        {n} shares
        {n} Views
        {n}k reads
        Text size
        Leer en español
        Our live blog will bring you the latest as it happens.
        Look back on how the day unfolded below.
        Follow along here for live updates.
        Topics
        Follow this topic
        Facts checked by {P}
        Why you can trust {P}
        Video Player is loading.
        This is a modal window.
        1:48
        0:{n}
        Video: 2:1{n}
        Change text size
        Add to reading list
        See more of our trusted coverage when you search.
        Prefer {P} on Google"""),
    "de": _lines("""Artikel anhören
        Lesezeit: {n} Minuten
        {n} Min.
        Artikel merken
        Auf Google bevorzugen
        {n} Kommentare
        Verfolgen Sie die Ereignisse hier im Liveblog.
        01:4{n} Min."""),
    "fr": _lines("""Temps de lecture : {n} min
        Écouter l’article
        Offrir l’article
        {n} commentaires
        Ajouter à vos favoris
        Lecture {n} min"""),
    "es": _lines("""{n} min. de lectura
        Escuchar el artículo
        Regalar artículo
        {n} comentarios
        Ir a los comentarios
        Añádenos en Google"""),
    "it": _lines("""{n} minuti di lettura
        Ascolta l’articolo
        Regala l’articolo
        {n} commenti
        Aggiungi ai preferiti"""),
}

RELATED_OVER = {
    "en": _lines("""Related
        RELATED
        Related stories
        Related articles
        RELATED COVERAGE
        Related content
        Related article
        More on this story
        More on {T}
        MORE ON THIS
        Read more
        Read More
        Read next
        Read Next
        READ MORE
        See also
        Recommended
        Recommended stories
        You might also like
        You may also like
        Don't miss
        Most read
        Most Read
        Most viewed
        Most popular
        MOST POPULAR
        Trending
        Top stories
        Top Stories
        Editor's picks
        Editors' picks
        More from {P}
        More top stories
        In other news
        Also on {P}
        Keep reading
        Up next
        Explore more
        list of {n} items
        Further reading
        In case you missed it
        The big read
        5 things to start your day
        More for you
        Elsewhere today
        Our coverage of {T}
        Our Coverage of {T}
        The latest on {T}
        From our archive
        Further reading
        Trending Now
        More from {P}
        In case you missed it"""),
    "de": _lines("""Mehr zum Thema
        Lesen Sie auch
        Auch interessant
        Meistgelesen
        Das könnte Sie auch interessieren
        Weitere Artikel
        Mehr Nachrichten
        Empfehlungen
        Zum Weiterlesen"""),
    "fr": _lines("""À lire aussi
        Lire aussi
        Les plus lus
        Sur le même sujet
        Nos articles sur {T}
        À ne pas manquer
        Recommandé pour vous"""),
    "es": _lines("""Más información
        Te puede interesar
        Lo más leído
        Lo más visto
        Lee también
        Noticias relacionadas
        Además"""),
    "it": _lines("""Leggi anche
        I più letti
        Potrebbe interessarti
        Articoli correlati
        Da non perdere
        Altre notizie"""),
}

RELATED_INLINE = {
    "en": _lines("""Read more: {R}
        READ MORE: {R}
        Read more | {R}
        Read also: {R}
        Also Read | {R}
        ALSO READ: {R}
        More: {R}
        Related: {R}
        RELATED: {R}
        Related | {R}
        See also: {R}
        Full story: {R}
        Full report: {R}
        In depth: {R}
        EXPLAINER: {R}
        Explainer | {R}
        ANALYSIS | {R}
        Opinion: {R}
        Explained: {R}
        Further reading: {R}
        ▶ {R}
        >> {R}
        → {R}
        Read {N}’s full report here.
        Read the full story here
        You can read the full report here."""),
    "de": _lines("""Lesen Sie auch: {R}
        Lesen Sie hier: {R}
        Mehr dazu: {R}
        Lesen Sie mehr: {R}
        Hintergrund: {R}
        Kommentar: {R}"""),
    "fr": _lines("""Lire aussi : {R}
        À lire aussi : {R}
        Lire aussi {R}
        LIRE AUSSI > {R}
        Notre analyse : {R}"""),
    "es": _lines("""Lee también: {R}
        Más información: {R}
        Lea aquí: {R}
        ANÁLISIS | {R}"""),
    "it": _lines("""Leggi anche: {R}
        LEGGI ANCHE > {R}
        Leggi: {R}
        L’analisi: {R}"""),
}

POINTS_OVER = {
    "en": _lines("""Key points
        Key Points
        KEY POINTS
        Key developments
        Key events
        Key Events
        Key moments
        Key takeaways
        Main points
        At a glance
        What we know so far
        What we know
        What you need to know
        What to know
        What to know:
        Here's what to know:
        Here's the latest
        Here’s what we know
        Here's what's happening
        The latest:
        The latest
        In brief
        In short
        In short:
        Summary
        Quick read
        The essentials
        Today's headlines
        Where things stand
        What we're covering
        What’s happening
        Top lines
        Highlights
        Top developments
        Story highlights
        Live summary"""),
    "de": _lines("""Das Wichtigste in Kürze
        Das Wichtigste im Überblick
        Die wichtigsten Entwicklungen
        Auf einen Blick
        Kurz und knapp
        Was wir wissen
        Der Überblick"""),
    "fr": _lines("""L’essentiel
        Ce qu’il faut retenir
        Les points clés
        Ce que l’on sait
        En résumé
        À retenir"""),
    "es": _lines("""Lo más importante
        Las claves
        Puntos clave
        Lo que sabemos
        En resumen"""),
    "it": _lines("""I punti chiave
        In sintesi
        Cosa sappiamo
        I fatti principali
        In breve"""),
}

GALLERY = {
    "en": _lines("""In pictures: {H}
        In pics: {H}
        Photos: {H}
        PHOTOS | {H}
        Gallery: {H}
        Watch: {H}
        WATCH: {H}
        Watch | {H}
        Video: {H}
        VIDEO: {H}
        WATCH LIVE: {H}
        Pictured: {H}
        Video shows {H}
        Watch {H}
        See {H}
        Listen: {H}
        The best pictures: {H}
        Slideshow: {H}
        Audio: {H}
        {H} – in pictures
        {H} – video
        {H} – video report"""),
    "de": _lines("""Video: {H}
        In Bildern: {H}
        Bildergalerie: {H}
        Fotostrecke: {H}
        Im Video: {H}"""),
    "fr": _lines("""En images : {H}
        VIDÉO. {H}
        EN IMAGES. {H}
        Vidéo : {H}
        Diaporama : {H}"""),
    "es": _lines("""Vídeo | {H}
        FOTOGALERÍA | {H}
        En imágenes: {H}
        VÍDEO: {H}"""),
    "it": _lines("""VIDEO {H}
        Video: {H}
        FOTO | {H}
        Le foto: {H}
        Fotogallery: {H}"""),
}

GALLERY_AFTER = _lines("""1 / {n}
    {n} photos
    View gallery
    View all {n} images
    See all photos
    0:{n}
    2:1{n}
    01:0{n}
    Loading video
    Video unavailable
    Play
    1 of {n}
    This video can not be played
    Duration 2:1{n}
    Click to play""")

FOOTER = {
    "en": _lines("""Terms of Use
        Terms of Service
        Terms & Conditions
        Privacy Policy
        Privacy policy
        Cookie Policy
        Cookie settings
        Your Privacy Choices
        Do not sell my personal information
        Ad Choices
        About us
        About Us
        Contact us
        Contact Us
        Careers
        Work for us
        Advertise
        Advertise with us
        Help
        Help Centre
        FAQ
        Site Map
        Site index
        Sitemap
        Newsletters
        Accessibility
        Corrections
        Corrections and clarifications
        Submit a tip
        Archive
        RSS
        Podcasts
        My account
        Sign in
        Log out
        Subscribe
        Print edition
        Follow us
        Follow {P}
        Facebook
        Instagram
        X (Twitter)
        YouTube
        Back to top
        Load more
        Load more posts
        Load more updates
        Show more updates
        Show older posts
        More updates
        Tags
        Tags: {T} | {T}
        Tags: {T}, {T}
        Topics
        Topics:
        Related topics
        Explore more on these topics
        Filed under: {T}
        More about
        {T}
        Reuse this content
        Licensing
        Republish this article
        Report an error
        See a mistake? Tell us
        Comments
        {n} Comments
        View comments
        Show comments
        Leave a comment
        Have your say
        Comments are closed.
        Comments are moderated before they appear.
        Please log in to comment
        Our standards: the {P} code
        How we work
        About {P}
        {P} is published by Harrow Lane Media Ltd.
        {P} is not responsible for the content of other sites.
        Registered in England, number 0{n}
        All rights reserved
        © {P} 2025
        © 2025 {P}. All rights reserved.
        Copyright © 2024 {P}. All Rights Reserved
        © 2025 {P} Media Group Ltd
        Quotes are delayed by 15 minutes.
        A member of the Independent Press Board
        We acknowledge the traditional owners of the land on which we work.
        Weekly ad
        Classifieds
        Puzzles
        Weather
        Obituaries
        E-paper
        Share this article
        This article was amended on 3 May 2025 to correct a name.
        Poll
        ___
        EEO Report
        Public Inspection File
        Closed Captioning
        Meet the Team
        Newsroom
        TV Listings
        Contests
        Weather Radar
        School Closings
        Traffic Cameras
        Job Openings
        Mobile Apps
        News Tips
        Submit a Photo
        Obituaries
        Classifieds
        Marketplace
        Public Notices
        Crosswords
        Horoscopes
        Puzzles and Games
        Recipes
        Events Calendar
        Gift Subscriptions
        Student Discounts
        Digital Archive
        Reprints and Permissions
        Media Kit
        Press Office
        Modern Slavery Statement
        Gender Pay Gap
        Editorial Guidelines
        Ethics Code
        How to Complain
        Corrections and Clarifications
        Competition Rules
        Ireland
        North America
        Middle East
        Science & Environment
        Home & Garden
        Fantasy League
        Podcasts
        Audio and Video
        Bestsellers
        Wine Club
        Travel Offers
        Voucher Codes
        Dating
        Our Journalists
        Trust and Safety
        Accessibility Statement
        Manage Preferences
        Interest-Based Ads
        EU Privacy Rights
        Follow Us
        Back to Top
        Instagram
        YouTube
        Telegram
        {P} Group
        A {P} Company"""),
    "de": _lines("""Impressum
        Datenschutz
        Datenschutzerklärung
        AGB
        Kontakt
        Cookie-Einstellungen
        Mediadaten
        Abo kündigen
        Über uns
        Karriere
        Zur Startseite
        Mehr laden
        Ältere Beiträge laden
        Themen:
        Schlagworte: {T}, {T}
        {T}
        Kommentare
        Korrektur melden
        Newsletter
        © {P}
        © 2025 {P}. Alle Rechte vorbehalten.
        Über dieses Thema berichtete {P} am Montag um 17:45 Uhr.
        Quelle: {P}"""),
    "fr": _lines("""Mentions légales
        Politique de confidentialité
        Gestion des cookies
        CGU
        Contact
        Qui sommes-nous ?
        Publicité
        Voir plus
        Charger plus
        Thèmes : {T}
        {T}
        Réagir à cet article
        {n} commentaires
        © {P} 2025
        Tous droits réservés
        Archives
        Newsletters"""),
    "es": _lines("""Aviso legal
        Política de privacidad
        Política de cookies
        Contacto
        Quiénes somos
        Publicidad
        Cargar más
        Mostrar más
        Archivado en
        Temas: {T}
        {T}
        Comentarios
        Normas
        © {P}
        Todos los derechos reservados"""),
    "it": _lines("""Privacy
        Cookie policy
        Note legali
        Contatti
        Chi siamo
        Pubblicità
        Carica altro
        Mostra altri
        Argomenti: {T}
        {T}
        Commenti
        © {P}
        © Riproduzione riservata
        Tutti i diritti riservati"""),
}

POLLS = {
    "en": _lines("""Poll: {Q}
        POLL: {Q}
        Vote: {Q}
        Have your say: {Q}
        What do you think? {Q}"""),
}
QUESTIONS = _lines("""Should the law be changed?
    Is {T} in safe hands?
    Are you worried about {T}?
    Who won the day?
    Will it make a difference?""")
OPTIONS = _lines("""Yes
    No
    Don't know
    Not sure
    Yes, completely
    No, not at all
    Yes ({n})
    No ({n})
    Too early to say
    Vote
    Vote now
    Submit
    {n} votes""")

ROLES = {
    "en": _lines("""Political correspondent
        Chief reporter
        Reporter
        Senior reporter
        Business editor
        Sports writer
        Europe correspondent
        Consumer affairs reporter
        Transport correspondent
        At the High Court
        In {T}
        Reporting from {T}
        Live reporter
        Health editor
        Staff writer
        Weather presenter
        Home affairs editor
        Digital journalist"""),
    "de": _lines("""Korrespondentin
        Reporter
        Redakteurin
        Hauptstadtstudio
        Aus {T}"""),
    "fr": _lines("""Correspondant à {T}
        Journaliste
        Envoyée spéciale
        Chef de service"""),
    "es": _lines("""Corresponsal en {T}
        Redactora
        Enviado especial
        {T}"""),
    "it": _lines("""Inviato a {T}
        Giornalista
        Redazione
        Corrispondente"""),
}

BIOS = {
    "en": _lines("""{N} is a reporter who covers {T} for {P}.
        {N} covers courts and crime for {P}.
        {N} is our {T} correspondent. Before that she worked in Leeds.
        {F} has written about {T} since 2009 and lives by the sea.
        {N} writes about transport. Reach her at desk@paper.example.
        {F} is a senior editor at {P}.
        He joined {P} in 2014 and has reported from {n} countries."""),
    "de": _lines("""{N} berichtet seit 2011 über {T}.
        {N} ist Redakteurin im Ressort {T}."""),
    "fr": _lines("""{N} est journaliste au service {T}.
        {N} couvre {T} depuis 2012."""),
    "es": _lines("""{N} es redactora de {T}. Antes trabajó en Local.
        Es corresponsal en {T}."""),
    "it": _lines("""{N} è giornalista e segue {T} dal 2010.
        Scrive di {T}."""),
}

PAPERS = _lines("""The Harbour Post
    Northgate Herald
    The Evening Standard-Times
    Valley Tribune
    Channel Nine News
    The Ledger
    Gazette Online
    Midland Courier
    The Morning Observer
    Pressa
    KVTN News
    Tidewater Daily
    The Sentinel
    Wire One
    Blick am Abend
    Le Courrier du Val
    El Faro
    La Voce""")
TOPICS = _lines("""Politics
    Weather
    Football
    Climate
    Transport
    Rail strikes
    Elections 2025
    Scotland
    Wales
    Economics
    Crime
    Space
    Health
    Europe
    Film
    Cricket
    Energy
    Housing
    Technology
    Storm Ines
    Halden
    Vessport
    Port Amrith
    Law
    Education
    Banking""")
LETTERS = _lines("""Morning Brief
    The Daily Digest
    First Light
    The Lobby
    Goal Kick
    Climate Weekly
    The Long Read
    Market Close
    Early Edition
    Inside Story
    Orbit
    the Politics Newsletter
    our daily newsletter
    our free morning email
    The Update
    Headlines""")
FIRST = _lines("""Anna
    Marcus
    Ida
    Jo
    Priya
    Dominic
    Leila
    Tom
    Rosalind
    Kwame
    Sinéad
    Mei-Ling
    Luc
    Camille
    Nieves
    Hugo
    Birte
    Annegret
    Luca
    Sofia
    Omar
    Tessa
    Ravi
    Noura
    Callum
    Femi
    Yuki
    Bo""")
LAST = _lines("""Brandt
    Pell
    Moss
    O’Neill
    Adeyemi
    Lindqvist
    Hart
    Delgado
    Okonjo
    Fairbrother
    van Dyk
    Roussel
    Abadie
    Arocha
    Soltau
    Benvegnù
    Whitlow
    McAllister
    Keane
    Osei-Darko
    Harada
    Petrou
    Lachance
    Rennie
    Kowalczyk
    Prosser
    Teyssier
    Ferri""")
AGENCIES = _lines("""Getty Images
    Getty
    AP
    AFP
    Reuters
    PA
    EPA
    dpa
    AP Photo
    AFP via Getty Images
    Shutterstock
    Anadolu
    Rex""")

# what reporters, not papers, say to their readers: news all the same
GREETINGS = {
    "en": _lines("""Good morning
        Good morning and welcome
        Good evening
        Good afternoon
        Welcome to our live blog
        Welcome to our live coverage
        We're live
        Hello and welcome
        Signing off
        That's all for today
        That's it from us
        And that's a wrap!
        Closing summary
        Evening summary
        Afternoon summary
        Opening summary
        Recap
        What we know so far
        Where things stand
        Handing over
        Thanks for reading
        Thanks for staying with us
        We're wrapping up our live coverage
        We're pausing our coverage
        From our readers
        Your questions answered
        Preamble
        Full time
        Half-time
        Match report
        Over to you
        Before we start
        What to expect today
        Doors are open
        In the meantime
        A quick note"""),
    "de": _lines("""Guten Morgen
        Guten Abend
        Ende des Liveblogs
        Das war es für heute
        Der Liveblog startet
        Zusammenfassung des Tages
        Willkommen im Liveblog
        Was bisher geschah"""),
    "fr": _lines("""Bonjour à tous
        Ouverture du direct
        Fin du direct
        C’est la fin de ce direct
        Bonsoir à tous
        Le point à 18 heures
        Ce que l’on sait"""),
    "es": _lines("""Buenos días
        Buenas tardes
        Hasta aquí nuestra narración
        Arranca la jornada
        Resumen del día
        Qué se sabe"""),
    "it": _lines("""Buongiorno
        Buonasera
        Per oggi è tutto
        Comincia la diretta
        Il punto della giornata"""),
}

GREETING_TEXTS = {
    "en": _lines("""Good morning and welcome to our live coverage of {T}.
        Hello, this is {N}. I will be with you for the rest of the day.
        I'm {N} and I'll be taking over from here.
        Thanks for joining us. We will be back at seven tomorrow.
        Thanks to everyone who wrote in.
        We're closing this blog now. Here is a last look at what happened today:
        We are ending our live coverage for tonight.
        That's all from us. Thank you for your company.
        You can read our full report on our front page.
        If you want to get in touch, you can message me below the line.
        If you would like to contact me, my address is above.
        Let us know what you think.
        Do keep your questions coming.
        Stay with us for the latest.
        Read the latest updates below.
        Our live coverage continues here.
        Here is a quick look at where things stand:
        Let us remind you of what happened this morning.
        We thank our readers for their messages and pictures.
        My colleague {N} has more from the scene.
        The government has given no comment.
        It has begun.
        More on this soon.
        More to follow.
        We will bring you more as soon as we have it.
        Until next season, goodbye.
        Until tomorrow, then.
        That is your lot from us. Go well.
        Thanks for your company, your emails and your jokes.
        We will leave it there for tonight."""),
    "de": _lines("""Willkommen zu unserem Liveblog. Wir halten Sie auf dem Laufenden.
        Wir beenden den Liveblog für heute. Vielen Dank für Ihr Interesse.
        Damit verabschieden wir uns für heute.
        Hier noch einmal das Wichtigste:"""),
    "fr": _lines("""Bonjour, nous suivons avec vous cette journée.
        Bienvenue dans ce direct.
        Ce direct est terminé pour ce soir. Merci de nous avoir suivis."""),
    "es": _lines("""Buenos días, comenzamos aquí la narración de la jornada.
        Hasta aquí la narración de hoy. Gracias por acompañarnos."""),
    "it": _lines("""Buongiorno e benvenuti alla nostra diretta.
        Per oggi è tutto. Grazie per averci seguito."""),
}

STANDFIRSTS = _lines("""Follow the latest as it happens
    All times are local. The newest update is at the top.
    This log is kept by our reporters through the night
    Our reporters are following events in {T}
    Here is how the day unfolded in {T}
    Everything you need to know about {T}""")

# before an entry, for those who listen to a page; the heading comes again
SKIPS = _lines("""Skip next section {H}
Skip to: {H}
Skip section {H}
Jump to {H}""")

CLUBS = _lines("""United
Rovers
City
Town
FC
Athletic
Wanderers""")

MOMENTS = _lines("""GOAL - {S}
GOAL! {S}
FULL-TIME: {S}
Half-time: {S}
HT: {S}
PENALTY SCORED - {S}
RED CARD
Get Involved
CLOSE!
Off the bar!
Substitution
Team news
KICK-OFF
SAVED!
TRY!
WICKET!""")

ABOUT = _lines("""The background
The stakes
The verdict
The winners
A quiet chief
What comes next
The term so far
Life at the top
By the numbers
The opposition
A long wait
How it works""")

SHOUTS = _lines("""Goal!
GOAL!
Full-time.
Half-time.
Try!
Wicket!
Red card.""")
